using Slipway.Contracts.DevInstance;

namespace Slipway.BuildMachines.Pipelines;

/// <summary>Which other projects a pipeline may read from: those that the user in whose name it runs may read.</summary>
static class ReadableProjects
{
    /// <param name="own">The pipeline's own project, which it may read whoever runs it.</param>
    /// <param name="user">In whose name it runs; null for nobody's.</param>
    /// <returns>Null where there is none, or none that the user may see.</returns>
    public static async Task<ProjectFacts?> FindForAsync(this IProjectDirectory projects, string path, long own, long? user, CancellationToken ct) =>
        await projects.FindAsync(path, ct) is { } other
        && (other.Id == own || !other.Private || await projects.RoleOfAsync(other.Id, user, ct) >= ProjectRole.Reader)
            ? other
            : null;
}
