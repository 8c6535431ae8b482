using Slipway.DevInstance.Git;

namespace Slipway.DevInstance.MergeRequests;

/// <summary>
/// <c>refs/merge-requests/N/head</c>: fetched by whoever reads the project, moved by the server alone. It also keeps the commits of what
/// is merged by squash, or closed. <c>refs/merge-requests/N/train</c> is what the merge queue tests.
/// </summary>
sealed class HeadRef(GitProgram git, RepositoryFolders folders)
{
    public Task PointAsync(long projectId, long number, string commit, CancellationToken ct) => PointAsync(projectId, number, "head", commit, ct);

    public Task PointTrainAsync(long projectId, long number, string commit, CancellationToken ct) => PointAsync(projectId, number, "train", commit, ct);

    async Task PointAsync(long projectId, long number, string name, string commit, CancellationToken ct) =>
        await git.TextAsync(new GitCall(folders.Of(projectId), "update-ref", $"refs/merge-requests/{number}/{name}", commit), ct);
}
