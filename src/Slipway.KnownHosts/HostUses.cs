using System.Text.RegularExpressions;

namespace Slipway.KnownHosts;

/// <summary>Which hosts a project's files reach by SSH: <c>git@host:path</c> and <c>ssh://user@host:port/</c>. Read as text.</summary>
public static partial class HostUses
{
    const int MostFiles = 50_000;
    const int LargestFile = 1 << 20;
    static readonly string[] s_foreign = [".git", "node_modules", "vendor"];

    /// <param name="skip">Files that are about hosts and use none: the known_hosts file and what lies beside it.</param>
    /// <returns>Each with a file that uses it.</returns>
    public static IReadOnlyDictionary<HostAddress, string> In(string folder, Func<string, bool> skip)
    {
        var found = new Dictionary<HostAddress, string>();
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        foreach (var file in Directory.EnumerateFiles(folder, "*", options).Where(file => !IsForeign(Path.GetRelativePath(folder, file)) && !skip(file)).Take(MostFiles))
        {
            if (new FileInfo(file).Length > LargestFile)
            {
                continue;
            }

            var text = System.IO.File.ReadAllText(file);
            if (text.Contains('\0', StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var host in Of(text))
            {
                found.TryAdd(host, Path.GetRelativePath(folder, file));
            }
        }

        return found;
    }

    public static IEnumerable<HostAddress> Of(string text) => UsePattern().Matches(text)
        .Select(match => HostAddress.TryParse(match.Groups["port"].Success ? $"{match.Groups["host"].Value}:{match.Groups["port"].Value}" : match.Groups["host"].Value)).OfType<HostAddress>().Distinct();

    static bool IsForeign(string path) => path.Split('/').Any(part => s_foreign.Contains(part));

    // ssh://[user@]host[:port], or git@host:path as git takes it.
    [GeneratedRegex(@"ssh://([\w.-]+@)?(?<host>[A-Za-z0-9][A-Za-z0-9.-]*)(:(?<port>\d{1,5}))?(/|\b)|\bgit@(?<host>[A-Za-z0-9][A-Za-z0-9.-]*):[\w~/]", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex UsePattern();
}
