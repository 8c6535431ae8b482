using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.Projects;
using Slipway.DevInstance.Protection;
using Slipway.Platform.Pages;

namespace Slipway.DevInstance.Browse;

/// <summary>What the pages of a repository are made from.</summary>
sealed record BrowseParts(
    PageFrame Frame, ProjectInfos Infos, IProjectDirectory Projects, Revisions Revisions, Folder Folder, History History, ProtectionStore Protection, GitProgram Git, RepositoryFolders Folders)
{
    /// <summary>Whether there is anything at all under this path.</summary>
    public async Task<bool> IsFileAsync(long projectId, Place place, CancellationToken ct) => !place.Path.Contains('\0')
        && (await Git.RunAsync(new GitCall(Folders.Of(projectId), "--literal-pathspecs", "ls-tree", "-z", "--full-tree", place.Commit!, "--", place.Path), ct)).Records.Length > 0;
}
