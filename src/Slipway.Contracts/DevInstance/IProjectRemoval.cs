namespace Slipway.Contracts.DevInstance;

/// <summary>Told that a project is gone: what a module keeps for it goes too. The dev instance tells all that are registered.</summary>
public interface IProjectRemoval
{
    /// <summary>
    /// Stops and removes what hangs on the project. Called until it says that all is gone, also after a crash, and once more some time later, for
    /// what was being made while the project went; so it must do no harm to a newer project of the same path.
    /// </summary>
    /// <returns>False where something has to end first: it is called again soon.</returns>
    Task<bool> RemoveAsync(RemovedProject project, CancellationToken ct);
}

/// <param name="Id">Never given to another project.</param>
/// <param name="Path"><c>owner/name</c>; another project may have it since <paramref name="RemovedAt"/>.</param>
public sealed record RemovedProject(long Id, string Path, DateTimeOffset RemovedAt);
