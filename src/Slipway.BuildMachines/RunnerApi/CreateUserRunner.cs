using Microsoft.AspNetCore.Http;
using Slipway.BuildMachines.Runners;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Auth;

namespace Slipway.BuildMachines.RunnerApi;

/// <summary><c>POST /user/runners</c>: scripts make a runner as they do with GitLab, and hand its token to <c>gitlab-runner register</c>.</summary>
static class CreateUserRunner
{
    public static async Task<IResult> RunAsync(
        HttpRequest request, PrivateToken sender, IProjectDirectory projects, RunnerDirectory runners, TimeProvider time, CancellationToken ct)
    {
        var caller = sender.Find(request);
        if (!caller.IsKnown)
        {
            return Answer.Say(401, "401 Unauthorized");
        }

        if (await Body.ReadAsync(request, RunnerApiJson.Default.CreateRequest, ct) is not { } body
            || body.RunnerType is not ("instance_type" or "project_type") || (body.RunnerType == "project_type" && body.ProjectId is null))
        {
            return Answer.Malformed("Give runner_type: instance_type, or project_type with project_id.");
        }

        var allowed = body.RunnerType == "instance_type"
            ? caller.MayEverywhere(Scope.Admin)
            : await projects.RoleAsync(body.ProjectId!.Value, caller.TokenId, ct) >= ProjectRole.Maintainer;
        if (!allowed)
        {
            return Answer.Forbidden();
        }

        var token = RunnerToken.NewAuthentication();
        var tags = RunnerFields.Tags(body.TagList);
        var runner = await runners.AddAsync(
            new Runner
            {
                Description = RunnerFields.Text(body.Description, 200),
                TokenHash = RunnerToken.Hash(token),
                ProjectIds = body.RunnerType == "project_type" ? [body.ProjectId!.Value] : null,
                Tags = tags,
                RunUntagged = body.RunUntagged ?? tags.Length == 0,
                Protected = body.AccessLevel == "ref_protected",
                Locked = body.Locked ?? false,
                Paused = body.Paused ?? false,
                MaximumTimeout = body.MaximumTimeout is > 0 ? body.MaximumTimeout : null,
                MaintenanceNote = body.MaintenanceNote is null ? null : RunnerFields.Text(body.MaintenanceNote, 1000),
                CreatedBy = caller.By,
                CreatedAt = time.GetUtcNow(),
            },
            ct);
        return TypedResults.Json(new RunnerCredentials(runner.Id, token, null), RunnerApiJson.Default.RunnerCredentials, "application/json", 201);
    }
}
