using Microsoft.AspNetCore.Http;
using Slipway.BuildMachines.Runners;

namespace Slipway.BuildMachines.RunnerApi;

/// <summary><c>gitlab-runner unregister</c>: the runner, or with a <c>glrt-</c> token only the machine that asks.</summary>
static class RemoveRunner
{
    public static async Task<IResult> RunAsync(HttpRequest request, RunnerDirectory runners, CancellationToken ct)
    {
        if (await Body.ReadAsync(request, RunnerApiJson.Default.RunnerRequest, ct) is not { } body)
        {
            return Answer.Malformed();
        }

        return runners.FindByToken(body.Token) is { } runner && await runners.RemoveAsync(runner.Id, ct) ? TypedResults.NoContent() : Answer.Forbidden();
    }

    public static async Task<IResult> MachineAsync(HttpRequest request, RunnerDirectory runners, RunnerContacts machines, CancellationToken ct)
    {
        if (await Body.ReadAsync(request, RunnerApiJson.Default.RunnerRequest, ct) is not { } body)
        {
            return Answer.Malformed();
        }

        if (runners.FindByToken(body.Token) is not { } runner)
        {
            return Answer.Forbidden();
        }

        await machines.ForgetAsync(runner.Id, RunnerFields.SystemId(body.SystemId), ct);
        return TypedResults.NoContent();
    }
}
