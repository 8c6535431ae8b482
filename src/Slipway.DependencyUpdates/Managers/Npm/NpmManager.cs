using System.Text.Json;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Syntax.Json;

namespace Slipway.DependencyUpdates.Managers.Npm;

/// <summary>Packages of a <c>package.json</c>.</summary>
sealed class NpmManager : IManager
{
    static readonly string[] s_sections = ["dependencies", "devDependencies", "optionalDependencies"];

    static readonly (string File, string Command)[] s_locks =
    [
        ("package-lock.json", "npm install --package-lock-only --ignore-scripts "), ("npm-shrinkwrap.json", "npm install --package-lock-only --ignore-scripts "),
        ("yarn.lock", "yarn upgrade "), ("pnpm-lock.yaml", "pnpm update --lockfile-only "), ("bun.lock", "bun update "),
    ];

    public string Name => "npm";

    public void Read(ProjectFiles files, Findings findings) => findings.Each(files.Named(path => path == "package.json" || path.EndsWith("/package.json", StringComparison.Ordinal)), file =>
    {
        var json = JsonTree.Read(file);
        var registries = NpmRegistries.For(file.Path, files);
        var locked = LockOf(file.Path, files);
        foreach (var (name, value) in s_sections.SelectMany(section => json[section]?.Members ?? []))
        {
            if (value.Kind != JsonValueKind.String || value.In(file) is not { } whole) findings.Add(file, value.Start, $"\"{name}\" has no version in plain text.", "Write the version without escapes.");
            else findings.Add(file, Of(file, name, whole, registries, locked));
        }

        // "packageManager": "pnpm@9.1.0+sha512.abc"
        if (json["packageManager"] is { Kind: JsonValueKind.String } manager && manager.In(file) is { } text && text.Text.LastIndexOf('@') is > 0 and var at)
        {
            var end = text.Text.IndexOf('+', at);
            var version = file.Place(text.Start + at + 1, (end < 0 ? text.Text.Length : end) - at - 1);
            findings.Add(file, new Component(Name, text.Text[..at], version)
            {
                Query = new(DatasourceNames.Npm, text.Text[..at], registries.Of(text.Text[..at])),
                Locked = end < 0 ? null : "Its checksum is of a file that corepack chooses: corepack use " + text.Text[..at],
            });
        }
    });

    Component Of(SourceFile file, string name, Place whole, NpmRegistries registries, (string File, string Command)? locked)
    {
        var text = whole.Text;
        var package = name;
        var start = 0;
        if (text.StartsWith("npm:", StringComparison.Ordinal) && text.LastIndexOf('@') is > 4 and var at) (package, start) = (text[4..at], at + 1);
        else if (text.Contains(':', StringComparison.Ordinal) || text.Contains('/', StringComparison.Ordinal))
            return new(Name, name, whole) { Current = "", Places = [], Unwatched = $"It comes from \"{text}\", not from a registry." };
        if (start < text.Length && text[start] is '^' or '~' or '=' or 'v') start++;
        while (start < text.Length && text[start] == ' ') start++;
        var version = text[start..];
        if (version.Length == 0 || !char.IsAsciiDigit(version[0]) || version.AsSpan().IndexOfAny(" |<>*xX") >= 0)
            return new(Name, name, whole) { Current = "", Places = [], Unwatched = $"It takes any version \"{text}\"." };
        return new(Name, name, file.Place(whole.Start + start, version.Length))
        {
            Query = new(DatasourceNames.Npm, package, registries.Of(package)),
            Lock = locked is { } npm && npm.File.EndsWith("package-lock.json", StringComparison.Ordinal) ? new("package-lock", npm.File, $"Run: {npm.Command}{name}@VERSION") : null,
            Locked = locked is { } one && !one.File.EndsWith("package-lock.json", StringComparison.Ordinal) ? $"{one.File} holds what it needs as well, and Slipway runs no package manager: {one.Command}{name}@VERSION" : null,
        };
    }

    /// <summary>In the folder or above: a workspace's lock is at its top.</summary>
    static (string File, string Command)? LockOf(string path, ProjectFiles files)
    {
        foreach (var one in s_locks)
        {
            if (files.Nearest(path, one.File) is { } found) return (found.Path, one.Command);
        }

        return null;
    }
}
