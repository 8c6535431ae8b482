using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Slipway.BuildMachines.Runners;

namespace Slipway.BuildMachines.RunnerApi;

/// <summary><c>POST /runners</c>: a runner registers itself, with a registration token.</summary>
sealed class RegisterRunner
{
    public static async Task<IResult> RunAsync(
        HttpRequest request, RegistrationTokens registrations, RunnerDirectory runners, TimeProvider time, ILogger<RegisterRunner> log, CancellationToken ct)
    {
        if (await Body.ReadAsync(request, RunnerApiJson.Default.RegisterRequest, ct) is not { } body)
        {
            return Answer.Malformed();
        }

        if (await registrations.FindAsync(body.Token, ct) is not { } registration)
        {
            return Answer.Forbidden();
        }

        var tags = RunnerFields.Tags(body.TagList);
        if (tags.Length == 0 && body.RunUntagged == false)
        {
            return Answer.Malformed("A runner without tags that takes no untagged jobs would never get one. Give it tags, or run_untagged.");
        }

        var token = RunnerToken.NewAuthentication();
        var runner = await runners.AddAsync(
            new Runner
            {
                Description = RunnerFields.Text(body.Description ?? body.Info?.Name, 200),
                TokenHash = RunnerToken.Hash(token),
                ProjectIds = registration.ProjectId is { } project ? [project] : null,
                Tags = tags,
                RunUntagged = body.RunUntagged ?? tags.Length == 0,
                Protected = body.AccessLevel == "ref_protected",
                Locked = body.Locked ?? registration.ProjectId is not null,
                Paused = body.Paused ?? false,
                MaximumTimeout = body.MaximumTimeout is > 0 ? body.MaximumTimeout : null,
                MaintenanceNote = body.MaintenanceNote is null ? null : RunnerFields.Text(body.MaintenanceNote, 1000),
                CreatedBy = registration.CreatedBy,
                CreatedAt = time.GetUtcNow(),
            },
            ct);
        Log.Registered(log, runner.Id, runner.Description);
        return TypedResults.Json(new RunnerCredentials(runner.Id, token, null), RunnerApiJson.Default.RunnerCredentials, "application/json", 201);
    }
}
