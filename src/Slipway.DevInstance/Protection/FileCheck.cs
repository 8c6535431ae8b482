using System.Text;
using System.Text.RegularExpressions;

namespace Slipway.DevInstance.Protection;

/// <summary>The push rules for new files: how large they are, and what they are called.</summary>
sealed class FileCheck : IPushCheck
{
    const int MostBytes = 64 << 20;

    public async Task<IReadOnlyList<string>> CheckAsync(PushCase push, CancellationToken ct)
    {
        var refusals = new List<string>();
        if (push.Rules.MaxFileBytes is { } most)
        {
            refusals.AddRange((await push.Objects.LargeFilesAsync(push.Updates, most, ct)).Select(line =>
                $"{line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]} is larger than {most:N0} bytes, the most that a file may have here. Take it out of the commits that have it (git rebase --interactive)."));
        }

        if (RulePattern.Of(push.Rules.ForbiddenFiles) is { } forbidden)
        {
            refusals.AddRange(await NamesAsync(push, forbidden, ct));
        }

        return refusals;
    }

    static async Task<IReadOnlyList<string>> NamesAsync(PushCase push, Regex forbidden, CancellationToken ct)
    {
        var commits = await push.Objects.NewCommitsAsync(push.Updates, ct);
        if (commits.Length == 0)
        {
            return [];
        }

        // For each commit its id, then a status and a path for each file that it adds; a merge only adds what no parent had.
        var tokens = (await push.Objects.TextAsync(
            push.Objects.Call("diff-tree", "--stdin", "-r", "-z", "--root", "-c", "--no-renames", "--no-ext-diff", "--name-status") with
            {
                Input = Encoding.ASCII.GetBytes(commits),
                MaxOutput = MostBytes,
            },
            ct)).Split('\0');
        var refusals = new List<string>();
        var commit = "";
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Length >= 40)
            {
                commit = tokens[i].Trim('\n')[..10];
            }
            else if (tokens[i].Length > 0 && i + 1 < tokens.Length)
            {
                var (status, path) = (tokens[i], tokens[++i]);
                if (status.Trim('\n').All(c => c == 'A') && forbidden.IsMatch(path))
                {
                    refusals.Add($"Commit {commit} adds {path}: files whose path matches {push.Rules.ForbiddenFiles} are not taken here.");
                }
            }
        }

        return refusals;
    }
}
