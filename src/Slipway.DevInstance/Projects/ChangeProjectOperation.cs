using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Git;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.Projects;

/// <summary>Changes what a project says of itself.</summary>
sealed class ChangeProjectOperation(ProjectStore projects, RepositoryFolders folders)
{
    const int LongestDescription = 2000;

    public async Task<ChangeProjectOutcome> RunAsync(Project project, ChangeProject change, CancellationToken ct)
    {
        if (change.Description is { Length: > LongestDescription })
        {
            return new ChangeProjectOutcome.Refused(ProblemCode.Malformed, $"The description has more than {LongestDescription} characters.");
        }

        if (change.DefaultBranch is { } branch)
        {
            if (!RefName.IsShort(branch))
            {
                return new ChangeProjectOutcome.Refused(ProblemCode.NameInvalid, $"'{branch}' is no name for a branch.");
            }

            await folders.PointHeadAsync(project.Id, branch, ct);
        }

        return new ChangeProjectOutcome.Changed(await projects.ChangeAsync(
            project.Id,
            row =>
            {
                row.Private = change.Private ?? row.Private;
                row.Description = change.Description ?? row.Description;
                row.DefaultBranch = change.DefaultBranch ?? row.DefaultBranch;
            },
            ct));
    }
}

abstract record ChangeProjectOutcome
{
    public sealed record Changed(Project Project) : ChangeProjectOutcome;

    public sealed record Refused(ProblemCode Problem, string Detail) : ChangeProjectOutcome;
}
