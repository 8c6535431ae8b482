using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slipway.Adapters.Sqlite;
using Slipway.Platform;
using Slipway.Platform.Identity;
using Slipway.Testing;

namespace Slipway.PackageServer.Tests.TrustedPublishing;

/// <summary>Keys of issuers: theirs, and our own.</summary>
public sealed class IssuerTests
{
    [Fact]
    public async Task A_rotated_key_is_fetched_and_unknown_keys_do_not_make_the_server_ask_on_and_on()
    {
        await using var trusting = new TrustingServer();
        await trusting.InitializeAsync();
        (await trusting.JobAsync()).Dispose();
        trusting.Issuer.Fetches.ShouldBe(1);

        trusting.Issuer.Rotate();
        (await trusting.JobAsync()).Dispose();
        trusting.Issuer.Fetches.ShouldBe(2);

        trusting.Issuer.Rotate();
        for (var n = 0; n < 20; n++)
        {
            await trusting.RefusedAsync(trusting.Issuer.Token(trusting.Server.Url), "id-token.signature");
        }

        trusting.Issuer.Fetches.ShouldBe(2);
    }

    [Fact]
    public async Task Keys_on_another_host_are_not_asked_for()
    {
        await using var trusting = new TrustingServer();
        await trusting.InitializeAsync();
        await using var elsewhere = await TestIssuer.StartAsync();
        trusting.Issuer.KeysAddress = elsewhere.Url + "/keys";
        await trusting.RefusedAsync(trusting.Issuer.Token(trusting.Server.Url), "issuer.unreachable", 503);
        elsewhere.Fetches.ShouldBe(0);
    }

    [Fact]
    public async Task The_servers_own_issuer_is_trusted_and_its_tokens_have_gitlabs_claims()
    {
        await using var server = await ServerProcess.StartAsync();
        using var admin = server.Client();
        (await admin.PostAsJsonAsync("/api/v2/repositories/team/packages/publishers", new { project = "team/hello", @ref = "main" })).StatusCode.ShouldBe(HttpStatusCode.Created);

        var token = await IssueAsync(server);
        var payload = System.Text.Json.JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement;
        payload.GetProperty("iss").GetString().ShouldBe(server.Url);
        payload.GetProperty("aud").GetString().ShouldBe(server.Url);
        payload.GetProperty("sub").GetString().ShouldBe("project_path:team/hello:ref_type:branch:ref:main");
        payload.GetProperty("job_id").GetString().ShouldBe("302");
        payload.GetProperty("runner_id").GetInt64().ShouldBe(4);
        payload.GetProperty("ref_protected").GetString().ShouldBe("true");
        payload.GetProperty("namespace_path").GetString().ShouldBe("team");

        var trade = await admin.PostAsJsonAsync("/api/v2/oidc/token", new { repository = "team/packages", token });
        trade.StatusCode.ShouldBe(HttpStatusCode.Created, await trade.Content.ReadAsStringAsync());

        // A key that may be stolen: what it signed is worth nothing at once.
        var later = await IssueAsync(server);
        (await admin.PostAsync("/api/v2/identity/rotate?replace=true", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var refused = await admin.PostAsJsonAsync("/api/v2/oidc/token", new { repository = "team/packages", token = later });
        (await refused.Content.ReadAsStringAsync()).ShouldContain("id-token.signature");
    }

    /// <summary>By the platform's issuer over the server's own data: the way in which the module of build machines will ask.</summary>
    static async Task<string> IssueAsync(ServerProcess server)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["Server:PublicUrl"] = server.Url;
        var data = DataFolder.Open(server.Data);
        builder.Services.AddPlatform(data).AddSqlite(data);
        await using var app = builder.Build();
        await app.Services.GetServices<IHostedService>().Single(hosted => hosted.GetType().Namespace == "Slipway.Platform.Identity").StartAsync(default);
        var claims = new JobClaims
        {
            ProjectId = 7, ProjectPath = "team/hello", ProjectVisibility = "private", PipelineId = 71, PipelineSource = "push", JobId = 302, FullRef = "refs/heads/main",
            RefProtected = true, Commit = "0123456789abcdef0123456789abcdef01234567", RunnerId = 4,
        };
        return app.Services.GetRequiredService<IdTokenIssuer>().Issue([server.Url], claims.Subject, TimeSpan.FromMinutes(10), claims.ToClaims());
    }
}
