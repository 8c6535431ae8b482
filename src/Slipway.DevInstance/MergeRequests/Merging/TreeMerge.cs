using System.Text;
using Slipway.DevInstance.Git;
using Slipway.Platform.Auth;

namespace Slipway.DevInstance.MergeRequests.Merging;

/// <summary>Merges two commits without a work tree: git-merge-tree(1), git-commit-tree(1). Nothing moves; what is made is only objects.</summary>
sealed class TreeMerge(GitProgram git, RepositoryFolders folders)
{
    public async Task<TreeMergeOutcome> RunAsync(long projectId, string target, string source, CancellationToken ct)
    {
        var result = await git.RunAsync(
            new GitCall(folders.Of(projectId), "merge-tree", "--write-tree", "--no-messages", "--name-only", "-z", target, source), ct);
        return (result.ExitCode, result.Records) switch
        {
            (0, [var tree, ..]) => new TreeMergeOutcome.Clean(tree),
            (1, [_, .. var paths]) when paths.Length > 0 => new TreeMergeOutcome.Conflicts([.. paths.Distinct(StringComparer.Ordinal)]),
            (1, _) => new TreeMergeOutcome.Conflicts([]),
            _ => result.Errors.Contains("unrelated histories", StringComparison.Ordinal) ? new TreeMergeOutcome.Unrelated() : throw new GitException($"git merge-tree failed: {result.Errors}"),
        };
    }

    /// <summary>A commit of a tree; nothing names it yet.</summary>
    /// <param name="author">Who wrote it, and who commits it.</param>
    public async Task<string> CommitAsync(long projectId, string tree, IReadOnlyList<string> parents, string message, Person author, Person committer, CancellationToken ct)
    {
        string[] from = [.. parents.SelectMany(parent => new[] { "-p", parent })];
        var text = await git.TextAsync(
            new GitCall(folders.Of(projectId), ["commit-tree", tree, .. from, "-F", "-"])
            {
                Input = Encoding.UTF8.GetBytes(message),
                Environment = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["GIT_AUTHOR_NAME"] = author.Name,
                    ["GIT_AUTHOR_EMAIL"] = author.Email,
                    ["GIT_COMMITTER_NAME"] = committer.Name,
                    ["GIT_COMMITTER_EMAIL"] = committer.Email,
                },
            },
            ct);
        return text.Trim();
    }
}

abstract record TreeMergeOutcome
{
    public sealed record Clean(string Tree) : TreeMergeOutcome;

    public sealed record Conflicts(IReadOnlyList<string> Paths) : TreeMergeOutcome;

    /// <summary>The two have no commit in common.</summary>
    public sealed record Unrelated : TreeMergeOutcome;
}

/// <summary>As git writes people down.</summary>
sealed record Person(string Name, string Email)
{
    // git takes no name of nothing but these, and would cut the others out itself.
    public static Person Of(User? user, string name) => user is null
        ? new Person(Clean(name), "noreply@slipway.invalid")
        : new Person(Clean(user.DisplayName.Length > 0 ? user.DisplayName : user.Name), Clean(user.Email));

    static string Clean(string text)
    {
        var plain = new string([.. text.Where(c => !char.IsControl(c) && c is not ('<' or '>'))]).Trim();
        return plain.Any(char.IsLetterOrDigit) ? plain : "Slipway";
    }
}
