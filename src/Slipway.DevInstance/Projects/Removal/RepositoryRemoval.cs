using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Git;

namespace Slipway.DevInstance.Projects.Removal;

/// <summary>A deleted project's bare repository. It gets another name first, so that it is there whole or not at all.</summary>
sealed class RepositoryRemoval(RepositoryFolders folders) : IProjectRemoval
{
    public Task<bool> RemoveAsync(RemovedProject project, CancellationToken ct)
    {
        folders.Remove(project.Id);
        return Task.FromResult(true);
    }
}
