using System.Diagnostics;
using System.Text.RegularExpressions;
using Slipway.DependencyUpdates.Configuration;
using Slipway.DependencyUpdates.Policy;
using Slipway.DependencyUpdates.Updates.Text;

namespace Slipway.DependencyUpdates.Updates.Reverts;

/// <summary>
/// Updates that were merged and reverted, out of git's history: <c>This reverts commit …</c> of a commit with our trailers, or with a subject as
/// people write it (<c>Update curl from 8.1 to 8.2</c>, <c>Bump curl to 8.2</c>). They are held, with the reverting commit's words as the reason.
/// </summary>
public static partial class RevertedUpdates
{
    const int MostReverts = 500;

    /// <param name="folder">A checkout; anything else has no history.</param>
    public static async Task<IReadOnlyList<HeldVersion>> FindAsync(string folder, CancellationToken ct) =>
        Path.Exists(Path.Combine(folder, ".git")) ? await FindAsync(folder, "HEAD", ct) : [];

    /// <param name="repository">A checkout or a bare repository.</param>
    /// <param name="commit">Of its history.</param>
    public static async Task<IReadOnlyList<HeldVersion>> FindAsync(string repository, string commit, CancellationToken ct)
    {
        var log = await GitAsync(repository, ct, "log", $"--max-count={MostReverts}", "--grep=^This reverts commit [0-9a-f]*", "--format=%H%x00%B%x01", commit, "--");
        var held = new List<HeldVersion>();
        foreach (var entry in log.Split('\u0001'))
        {
            var cut = entry.IndexOf('\0', StringComparison.Ordinal);
            if (cut < 0 || ReversesPattern().Match(entry) is not { Success: true } reverts) continue;
            var reverting = entry[..cut].Trim();
            var reason = Reason(entry[(cut + 1)..], reverting);
            var message = await GitAsync(repository, ct, "show", "--no-patch", "--format=%B", reverts.Groups["commit"].Value);
            held.AddRange(Updates(message.Length > 0 ? message : entry[(cut + 1)..]).Select(update => new HeldVersion(new NameGlob(update.Name), [update.Version], reason, reverting)));
        }

        return [.. held.DistinctBy(one => (one.Name.Text, one.Versions[0]))];
    }

    static IEnumerable<(string Name, string Version)> Updates(string message)
    {
        var trailers = message.Split('\n').Where(line => line.StartsWith(CommitText.Trailer, StringComparison.Ordinal)).Select(line => line[CommitText.Trailer.Length..].Trim().Split(' ')).Where(words => words.Length >= 3).Select(words => (string.Join(' ', words[..^2]), words[^1])).ToList();
        if (trailers.Count > 0) return trailers;
        return SubjectPattern().Match(message.Split('\n')[0]) is { Success: true } subject ? [(subject.Groups["name"].Value, subject.Groups["version"].Value)] : [];
    }

    /// <summary>What the reverting commit says besides that it reverts.</summary>
    static string Reason(string message, string commit)
    {
        var words = message.Split('\n').Skip(1).Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith("This reverts commit", StringComparison.Ordinal) && !line.Contains("-by: ", StringComparison.Ordinal) && !line.StartsWith(CommitText.Trailer, StringComparison.Ordinal));
        var said = string.Join(' ', words);
        return said.Length > 0 ? said.Length > 300 ? said[..300] + "…" : said : $"it was reverted by {commit[..Math.Min(12, commit.Length)]}";
    }

    static async Task<string> GitAsync(string folder, CancellationToken ct, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", folder, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var git = Process.Start(start)!;
        var errors = git.StandardError.ReadToEndAsync(ct);
        var output = await git.StandardOutput.ReadToEndAsync(ct);
        await errors;
        await git.WaitForExitAsync(ct);
        return git.ExitCode == 0 ? output : "";
    }

    [GeneratedRegex("This reverts commit (?<commit>[0-9a-f]{7,64})", RegexOptions.NonBacktracking)]
    private static partial Regex ReversesPattern();

    [GeneratedRegex(@"^(?:\w+(?:\([^)]*\))?: )?(?:[Uu]pdate|[Bb]ump|[Uu]pgrade) (?<name>\S+)(?: (?:from )?\S+)? to (?:version )?v?(?<version>[0-9]\S*)\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex SubjectPattern();
}
