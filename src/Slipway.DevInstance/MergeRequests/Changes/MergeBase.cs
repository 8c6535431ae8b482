using Slipway.DevInstance.Git;

namespace Slipway.DevInstance.MergeRequests.Changes;

/// <summary>How two commits stand to each other.</summary>
sealed class MergeBase(GitProgram git, RepositoryFolders folders)
{
    /// <summary>Where the two parted; null where they have nothing in common.</summary>
    public async Task<string?> FindAsync(long projectId, string one, string other, CancellationToken ct)
    {
        var result = await git.RunAsync(new GitCall(folders.Of(projectId), "merge-base", one, other), ct);
        return result.ExitCode switch
        {
            0 => result.Text.Split('\n')[0],
            1 => null,
            _ => throw new GitException(result.Errors),
        };
    }

    /// <summary>Whether a commit is part of another's history, or is it.</summary>
    public async Task<bool> IsWithinAsync(long projectId, string commit, string history, CancellationToken ct)
    {
        var result = await git.RunAsync(new GitCall(folders.Of(projectId), "merge-base", "--is-ancestor", commit, history), ct);
        return result.ExitCode is 0 or 1 ? result.ExitCode == 0 : throw new GitException(result.Errors);
    }
}
