using System.Text.RegularExpressions;
using Slipway.DependencyUpdates.Files;

namespace Slipway.DependencyUpdates.Managers.Ruby;

/// <summary>A gem of a <c>Gemfile.lock</c>.</summary>
/// <param name="Remote">Of its section.</param>
/// <param name="Section"><c>GEM</c>, <c>GIT</c> or <c>PATH</c>.</param>
sealed record LockedGem(string Name, Place Version, string Section, string? Remote, IReadOnlyList<string> Needs);

/// <summary>The sections of a <c>Gemfile.lock</c>: bundler's LockfileParser.</summary>
sealed partial class GemfileLock
{
    public List<LockedGem> Gems { get; } = [];

    /// <summary>What the Gemfile asks for itself.</summary>
    public HashSet<string> Direct { get; } = new(StringComparer.Ordinal);

    public static GemfileLock Read(SourceFile file)
    {
        var found = new GemfileLock();
        var (section, remote) = ("", (string?)null);
        var needs = new List<string>();
        foreach (var (start, text) in file.Lines())
        {
            if (text.Length > 0 && !char.IsWhiteSpace(text[0])) (section, remote) = (text.Trim(), null);
            else if (section == "DEPENDENCIES" && DirectLine().Match(text) is { Success: true } direct) found.Direct.Add(direct.Groups["name"].Value);
            else if (section is "GEM" or "GIT" or "PATH" && text.StartsWith("  remote: ", StringComparison.Ordinal)) remote = text["  remote: ".Length..].Trim();
            else if (SpecLine().Match(text) is { Success: true } spec)
            {
                needs = [];
                var version = spec.Groups["version"];
                found.Gems.Add(new(spec.Groups["name"].Value, file.Place(start + version.Index, version.Length), section, remote, needs));
            }
            else if (NeedLine().Match(text) is { Success: true } need) needs.Add(need.Groups["name"].Value);
        }

        return found;
    }

    [GeneratedRegex(@"^    (?<name>\S+) \((?<version>[^)\s]+)\)$", RegexOptions.NonBacktracking)]
    private static partial Regex SpecLine();

    [GeneratedRegex(@"^      (?<name>\S+)(?: \(.*\))?$", RegexOptions.NonBacktracking)]
    private static partial Regex NeedLine();

    [GeneratedRegex(@"^  (?<name>[^\s!]+)!?(?: \(.*\))?!?$", RegexOptions.NonBacktracking)]
    private static partial Regex DirectLine();
}
