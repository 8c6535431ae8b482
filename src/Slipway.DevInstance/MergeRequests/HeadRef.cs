using Slipway.DevInstance.Git;

namespace Slipway.DevInstance.MergeRequests;

/// <summary>
/// <c>refs/merge-requests/N/head</c>: fetched by whoever reads the project, moved by the server alone. It also keeps the commits of what
/// is merged by squash, or closed.
/// </summary>
sealed class HeadRef(GitProgram git, RepositoryFolders folders)
{
    public async Task PointAsync(long projectId, long number, string commit, CancellationToken ct) =>
        await git.TextAsync(new GitCall(folders.Of(projectId), "update-ref", $"refs/merge-requests/{number}/head", commit), ct);
}
