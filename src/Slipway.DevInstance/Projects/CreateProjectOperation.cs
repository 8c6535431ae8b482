using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Git;
using Slipway.Platform;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.Projects;

/// <summary>Makes a project and its empty repository. Admins make them anywhere, users under their own name.</summary>
sealed class CreateProjectOperation(ProjectStore projects, RepositoryFolders folders, TimeProvider time)
{
    const int LongestDescription = 2000;

    public async Task<CreateProjectOutcome> RunAsync(CreateProject wanted, Caller caller, CancellationToken ct)
    {
        if (ProjectPath.TryParse(wanted.Owner, wanted.Name) is not { } path)
        {
            return new CreateProjectOutcome.Refused(
                ProblemCode.NameInvalid,
                $"'{wanted.Owner}/{wanted.Name}' is no name for a project: owner and name take {PathPart.Rule}, some owners (api, projects, ...) are the server's own, and no name ends with '.git'.");
        }

        var branch = wanted.DefaultBranch ?? "main";
        if (!RefName.IsShort(branch))
        {
            return new CreateProjectOutcome.Refused(ProblemCode.NameInvalid, $"'{branch}' is no name for a branch.");
        }

        if (wanted.Description is { Length: > LongestDescription })
        {
            return new CreateProjectOutcome.Refused(ProblemCode.Malformed, $"The description has more than {LongestDescription} characters.");
        }

        if (!caller.MayEverywhere(Scope.Admin) && !(caller is { IsUnlimited: true, Scope: Scope.Admin } && caller.User?.Name == path.Owner))
        {
            return new CreateProjectOutcome.Refused(
                ProblemCode.Forbidden, $"'{caller.By}' may make projects under '{caller.By}/' only, with a token of the scope admin. An admin of this server makes others.");
        }

        var row = new Project
        {
            Owner = path.Owner,
            Name = path.Name,
            Description = wanted.Description ?? "",
            Private = wanted.Private,
            DefaultBranch = branch,
            CreatedAt = time.GetUtcNow(),
        };
        if (await projects.AddAsync(row, caller.User?.Id, ct) is not { } project)
        {
            return new CreateProjectOutcome.Refused(ProblemCode.ProjectExists, $"A project {path} is there already. Choose another name.");
        }

        // A crash here leaves a project without a repository; the start makes the missing ones.
        await folders.CreateAsync(project.Id, project.DefaultBranch, ct);
        return new CreateProjectOutcome.Created(project);
    }
}

abstract record CreateProjectOutcome
{
    public sealed record Created(Project Project) : CreateProjectOutcome;

    public sealed record Refused(ProblemCode Problem, string Detail) : CreateProjectOutcome;
}
