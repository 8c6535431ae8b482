using System.Collections.Concurrent;
using Slipway.PackageServer.Repositories;

namespace Slipway.PackageServer.Install;

/// <summary>
/// The scripts that users pipe into a root shell. What is put into them has been checked: repository names, the server's address and
/// tokens hold no character that a shell's single quotes would not keep.
/// </summary>
static class InstallScript
{
    static readonly ConcurrentDictionary<string, string> Templates = new(StringComparer.Ordinal);

    /// <param name="kind"><c>deb</c> or <c>rpm</c>.</param>
    /// <param name="token">The token that the script was asked for with, or null for a public repository.</param>
    public static string Render(string kind, RepositoryState repository, string server, string? token) =>
        Templates.GetOrAdd(kind, Read)
            .Replace("@SERVER@", Safe(server), StringComparison.Ordinal)
            .Replace("@REPOSITORY@", Safe(repository.FullName), StringComparison.Ordinal)
            .Replace("@FILE@", Safe(FileNameOf(repository)), StringComparison.Ordinal)
            .Replace("@TOKEN@", Safe(token ?? ""), StringComparison.Ordinal);

    /// <summary><c>owner_name</c>: what files of this repository on users' machines are called.</summary>
    public static string FileNameOf(RepositoryState repository) => $"{repository.Owner}_{repository.Name}";

    static string Safe(string value) => value.Any(c => char.IsControl(c) || c is '\'' or '"' or '\\' or '`' or '$' or ' ')
        ? throw new InvalidOperationException("A value that a shell would not take literally must not reach a script.")
        : value;

    static string Read(string kind)
    {
        using var stream = typeof(InstallScript).Assembly.GetManifestResourceStream($"script.{kind}.sh")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
