using Microsoft.AspNetCore.Http;
using Slipway.BuildMachines.Runners;
using Slipway.Platform.Auth;

namespace Slipway.BuildMachines.RunnerApi;

/// <summary>A new authentication token for a runner; the one before opens nothing from then on.</summary>
static class ResetToken
{
    /// <summary>By the runner itself, with the token that it has.</summary>
    public static async Task<IResult> OwnAsync(HttpRequest request, RunnerDirectory runners, CancellationToken ct)
    {
        if (await Body.ReadAsync(request, RunnerApiJson.Default.RunnerRequest, ct) is not { } body)
        {
            return Answer.Malformed();
        }

        return runners.FindByToken(body.Token) is { } runner ? await ResetAsync(runners, runner.Id, ct) : Answer.Forbidden();
    }

    /// <summary>By an admin.</summary>
    public static async Task<IResult> OfAsync(long id, HttpRequest request, PrivateToken sender, RunnerDirectory runners, CancellationToken ct) =>
        !sender.Find(request).MayEverywhere(Scope.Admin) ? Answer.Forbidden()
        : runners.Find(id) is null ? Answer.Say(404, "404 Not found")
        : await ResetAsync(runners, id, ct);

    static async Task<IResult> ResetAsync(RunnerDirectory runners, long id, CancellationToken ct)
    {
        var token = RunnerToken.NewAuthentication();
        await runners.ChangeAsync(id, runner => runner.TokenHash = RunnerToken.Hash(token), ct);
        return TypedResults.Json(new NewToken(token, null), RunnerApiJson.Default.NewToken, "application/json", 201);
    }
}
