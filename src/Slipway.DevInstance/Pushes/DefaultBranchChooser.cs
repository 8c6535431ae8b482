using Slipway.DevInstance.Git;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.Pushes;

/// <summary>The first branch that is pushed to an empty project becomes its default branch, whatever it is called.</summary>
sealed class DefaultBranchChooser(RefReader refs, ProjectStore projects, RepositoryFolders folders) : IPushHandler
{
    public async Task<IReadOnlyList<string>> HandleAsync(RefsPushed push, CancellationToken ct)
    {
        if (push.Updates.FirstOrDefault(update => update is { IsBranch: true, Before: null, After: not null }) is not { } first)
        {
            return [];
        }

        var branches = await refs.ListAsync(push.Project.Id, ["refs/heads/"], ct);
        if (branches.ContainsKey("refs/heads/" + push.Project.DefaultBranch) || !branches.ContainsKey(first.Ref))
        {
            return [];
        }

        await folders.PointHeadAsync(push.Project.Id, first.Name, ct);
        await projects.ChangeAsync(push.Project.Id, project => project.DefaultBranch = first.Name, ct);
        return [$"{first.Name} is now the default branch of {push.Project.Path}."];
    }
}
