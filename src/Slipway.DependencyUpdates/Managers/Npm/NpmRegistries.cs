using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Syntax;
using Slipway.DependencyUpdates.Syntax.Json;

namespace Slipway.DependencyUpdates.Managers.Npm;

/// <summary>Where packages come from: <c>.npmrc</c>'s <c>registry=</c> and <c>@scope:registry=</c>, else where the lock file got them from.</summary>
sealed class NpmRegistries
{
    readonly Dictionary<string, string> _scopes = new(StringComparer.Ordinal);
    string? _all;

    public string? Of(string package) =>
        package.StartsWith('@') && package.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && _scopes.TryGetValue(package[..slash], out var scoped) ? scoped : _all;

    public static NpmRegistries For(string path, ProjectFiles files)
    {
        var found = new NpmRegistries();
        foreach (var (_, text) in files.Nearest(path, ".npmrc")?.Lines() ?? [])
        {
            var cut = text.IndexOf('=', StringComparison.Ordinal);
            if (cut < 1 || text.TrimStart().StartsWith('#') || text.TrimStart().StartsWith(';')) continue;
            var (key, value) = (text[..cut].Trim(), text[(cut + 1)..].Trim().Trim('"'));
            if (!value.StartsWith("http", StringComparison.Ordinal)) continue;
            if (key == "registry") found._all = value;
            else if (key.StartsWith('@') && key.EndsWith(":registry", StringComparison.Ordinal)) found._scopes[key[..^":registry".Length]] = value;
        }

        found._all ??= files.Nearest(path, "package-lock.json") is { } locked ? FromLock(locked) : null;
        return found;
    }

    /// <summary><c>"resolved": "https://host/name/-/name-1.0.0.tgz"</c>: what is before the name.</summary>
    static string? FromLock(SourceFile locked)
    {
        try
        {
            foreach (var (path, value) in JsonTree.Read(locked)["packages"]?.Members ?? [])
            {
                var at = path.LastIndexOf("node_modules/", StringComparison.Ordinal);
                if (at < 0 || value.String("resolved") is not { } resolved) continue;
                var tail = "/" + path[(at + "node_modules/".Length)..] + "/-/";
                if (resolved.IndexOf(tail, StringComparison.Ordinal) is > 0 and var end) return resolved[..(end + 1)];
            }
        }
        catch (UnreadableException)
        {
            // A lock that cannot be read names no registry; npm itself will say so.
        }

        return null;
    }
}
