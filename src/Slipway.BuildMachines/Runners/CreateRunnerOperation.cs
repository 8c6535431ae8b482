using Slipway.BuildMachines.Api;
using Slipway.BuildMachines.RunnerApi;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.BuildMachines.Runners;

/// <summary>Makes a runner. Those of the whole instance are the admins', those of projects their maintainers'.</summary>
sealed class CreateRunnerOperation(RunnerDirectory runners, RunnerInfos infos, IProjectDirectory projects, TimeProvider time)
{
    public const string NotYours = "Runners of the whole instance are for admins, those of a project for its maintainers. Name projects where you are one, or ask an admin.";

    public async Task<CreateRunnerOutcome> RunAsync(CreateRunner body, Caller caller, CancellationToken ct)
    {
        var ids = new List<long>();
        foreach (var path in body.Projects ?? [])
        {
            var project = await projects.FindAsync(path, ct);
            if (project is null || await projects.RoleAsync(project.Id, caller.TokenId, ct) < ProjectRole.Reader)
            {
                return new CreateRunnerOutcome.Refused(ProblemCode.NotFound, $"There is no project {path} that you may see.");
            }

            ids.Add(project.Id);
        }

        var only = body.Projects is { Count: > 0 } ? ids : null;
        if (!await infos.ManagesAsync(caller, only, ct))
        {
            return new CreateRunnerOutcome.Refused(ProblemCode.Forbidden, NotYours);
        }

        if (RunnerFields.Wrong(body.Description, body.Tags, body.MaximumTimeout) is { } wrong)
        {
            return new CreateRunnerOutcome.Refused(ProblemCode.Malformed, wrong);
        }

        var (tags, token) = (RunnerFields.Tags(string.Join(',', body.Tags ?? [])), RunnerToken.NewAuthentication());
        if (tags.Length == 0 && body.RunUntagged == false)
        {
            return new CreateRunnerOutcome.Refused(
                ProblemCode.Malformed, "A runner without tags that takes no untagged jobs would never get one. Give it tags, or let it run untagged jobs.");
        }

        var runner = await runners.AddAsync(
            new Runner
            {
                Description = body.Description,
                TokenHash = RunnerToken.Hash(token),
                ProjectIds = only is null ? null : [.. only],
                Tags = tags,
                RunUntagged = body.RunUntagged ?? tags.Length == 0,
                Protected = body.Protected,
                Locked = body.Locked,
                Paused = body.Paused,
                MaximumTimeout = body.MaximumTimeout,
                MaintenanceNote = body.MaintenanceNote is null ? null : RunnerFields.Text(body.MaintenanceNote, 1000),
                CreatedBy = caller.By,
                CreatedAt = time.GetUtcNow(),
            },
            ct);
        return new CreateRunnerOutcome.Created(runner, token);
    }
}

abstract record CreateRunnerOutcome
{
    /// <param name="Token">Known here only.</param>
    public sealed record Created(RunnerState Runner, string Token) : CreateRunnerOutcome;

    public sealed record Refused(ProblemCode Problem, string Detail) : CreateRunnerOutcome;
}
