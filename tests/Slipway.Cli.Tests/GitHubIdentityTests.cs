using Microsoft.AspNetCore.Http;
using Slipway.Contracts;
using Slipway.Contracts.PackageServer;

namespace Slipway.Cli.Tests;

/// <summary>A job of GitHub's: it asks GitHub's service for an ID token and trades it.</summary>
public sealed class GitHubIdentityTests
{
    const string Target = "acme/tools/ubuntu/noble";

    [Fact]
    public async Task A_push_without_a_token_asks_GitHub_who_the_job_is_and_trades_the_answer()
    {
        await using var cli = await Cli.StartAsync();
        var asked = "";
        cli.Server.Open = async context =>
        {
            switch (context.Request.Path.Value)
            {
                case "/github/token":
                    asked = $"{context.Request.Headers.Authorization} {context.Request.Query["audience"]} {context.Request.Query["api-version"]}";
                    await context.Response.WriteAsJsonAsync(new Dictionary<string, string> { ["value"] = "header.payload.signature" });
                    return true;
                case "/api/v2/oidc/token":
                    var body = (await context.Request.ReadFromJsonAsync(ContractsJson.Default.TradeToken))!;
                    (body.Repository, body.Token).ShouldBe(("acme/tools", "header.payload.signature"));
                    await context.Response.WriteAsJsonAsync(new TradedToken(FakeServer.Token, "acme/tools", DateTimeOffset.UtcNow.AddMinutes(10)), ContractsJson.Default.TradedToken);
                    return true;
                default:
                    return false;
            }
        };
        cli.Environment["SLIPWAY_TOKEN"] = null;
        cli.Environment["ACTIONS_ID_TOKEN_REQUEST_URL"] = cli.Server.Url + "/github/token?api-version=2.0";
        cli.Environment["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "the-jobs-own-key";
        cli.Write("a.deb", "aaaa");
        var pushed = await cli.RunAsync("push", Target, "a.deb");
        (pushed.ExitCode, pushed.Error).ShouldBe((0, ""));
        cli.Server.Files.ShouldContainKey("a.deb");
        asked.ShouldBe($"Bearer the-jobs-own-key {cli.Server.Url} 2.0");
    }

    [Fact]
    public async Task A_job_that_may_not_ask_is_told_which_permission_it_lacks()
    {
        await using var cli = await Cli.StartAsync();
        cli.Server.Open = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.FromResult(context.Request.Path == "/github/token");
        };
        cli.Environment["SLIPWAY_TOKEN"] = null;
        cli.Environment["ACTIONS_ID_TOKEN_REQUEST_URL"] = cli.Server.Url + "/github/token?api-version=2.0";
        cli.Environment["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "the-jobs-own-key";
        cli.Write("a.deb", "aaaa");
        var refused = await cli.RunAsync("push", Target, "a.deb");
        refused.ExitCode.ShouldBe(3);
        refused.Error.ShouldContain("id-token: write");
    }
}
