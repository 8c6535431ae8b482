using Microsoft.AspNetCore.Http;
using Slipway.BuildMachines.Runners;

namespace Slipway.BuildMachines.RunnerApi;

/// <summary><c>POST /runners/verify</c>: <c>gitlab-runner register</c> with a <c>glrt-</c> token, and <c>gitlab-runner verify</c>.</summary>
static class VerifyRunner
{
    public static async Task<IResult> RunAsync(HttpRequest request, RunnerDirectory runners, RunnerContacts machines, CancellationToken ct)
    {
        if (await Body.ReadAsync(request, RunnerApiJson.Default.RunnerRequest, ct) is not { } body)
        {
            return Answer.Malformed();
        }

        if (runners.FindByToken(body.Token) is not { } runner)
        {
            return Answer.Forbidden();
        }

        machines.Heard(runner.Id, RunnerFields.SystemId(body.SystemId), RunnerFields.Machine(body.Info));
        return TypedResults.Json(new RunnerCredentials(runner.Id, body.Token!, null), RunnerApiJson.Default.RunnerCredentials, "application/json");
    }
}
