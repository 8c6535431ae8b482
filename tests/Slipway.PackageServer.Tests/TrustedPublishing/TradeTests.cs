using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Slipway.Testing;

namespace Slipway.PackageServer.Tests.TrustedPublishing;

/// <summary>Which ID tokens are traded, and which are not.</summary>
public sealed class TradeTests(TrustingServer trusting) : IClassFixture<TrustingServer>
{
    string Url => trusting.Server.Url;

    TestIssuer Issuer => trusting.Issuer;

    [Fact]
    public async Task A_job_pushes_with_its_id_token_and_the_token_list_shows_its_origin()
    {
        using var job = await trusting.JobAsync();
        var answer = await TrustingServer.PushAsync(job, "traded_1.0-1_all.deb", new DebBuilder { Name = "traded" }.Build());
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var package = (await TrustingServer.JsonAsync(answer)).GetProperty("package");
        package.GetProperty("pushedBy").GetString().ShouldBe("team/hello at refs/heads/main, job 302");

        var tokens = await TrustingServer.JsonAsync(await trusting.Admin.GetAsync("/api/v2/tokens"));
        var traded = tokens.EnumerateArray().First(token => token.GetProperty("name").GetString()!.StartsWith("team/hello", StringComparison.Ordinal));
        traded.GetProperty("scope").GetString().ShouldBe("push");
        traded.GetProperty("repository").GetString().ShouldBe(TrustingServer.Repository);
        traded.GetProperty("origin").GetString().ShouldBe($"{Issuer.Url}/team/hello/-/jobs/302");
        (traded.GetProperty("expiresAt").GetDateTimeOffset() - traded.GetProperty("createdAt").GetDateTimeOffset()).ShouldBe(TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task A_traded_token_opens_no_other_repository_and_no_instance()
    {
        await trusting.Admin.PostAsJsonAsync("/api/v2/repositories", new { owner = "team", name = "elsewhere" });
        using var job = await trusting.JobAsync();
        (await TrustingServer.PushAsync(job, "a_1.0-1_all.deb", new DebBuilder { Name = "a" }.Build(), "team/elsewhere")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await job.PostAsJsonAsync("/api/v2/tokens", new { name = "more", scope = "push", repository = TrustingServer.Repository })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await job.GetAsync($"/api/v2/repositories/{TrustingServer.Repository}/publishers")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await job.PostAsync("/api/v2/provenance/keys", null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_id_token_is_traded_once_even_after_a_restart()
    {
        var token = Issuer.Token(Url);
        (await trusting.JobAsync(token)).Dispose();
        await trusting.RefusedAsync(token, "id-token.used");
        trusting.Server.Kill();
        await trusting.Server.StartAgainAsync();
        await trusting.RefusedAsync(token, "id-token.used");
    }

    [Fact]
    public async Task Of_many_trades_of_one_id_token_at_once_one_succeeds()
    {
        var token = Issuer.Token(Url);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => trusting.TradeAsync(token)));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
    }

    [Fact]
    public async Task Symmetric_and_missing_signatures_are_refused()
    {
        // The classic confusion: the public key as the secret of an HMAC.
        var secret = Encoding.ASCII.GetBytes(Issuer.Key.ExportSubjectPublicKeyInfoPem());
        await trusting.RefusedAsync(Issuer.Token(Url, algorithm: "HS256", sign: data => HMACSHA256.HashData(secret, data)), "id-token.algorithm");
        await trusting.RefusedAsync(Issuer.Token(Url, algorithm: "none", sign: _ => []), "id-token.algorithm");
        await trusting.RefusedAsync(Issuer.Token(Url, algorithm: "RS512", sign: data => Issuer.Key.SignData(data, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1)), "id-token.algorithm");
        await trusting.RefusedAsync(Issuer.Token(Url, sign: _ => []), "id-token.signature");
        await trusting.RefusedAsync("no.token", "id-token.malformed");
        await trusting.RefusedAsync(new string('a', 20_000) + ".b.c", "id-token.malformed");
    }

    [Fact]
    public async Task A_token_that_another_key_signed_or_that_was_changed_is_refused()
    {
        using var other = RSA.Create(2048);
        await trusting.RefusedAsync(Issuer.Token(Url, sign: data => other.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)), "id-token.signature");
        var parts = Issuer.Token(Url, claims => claims["project_path"] = "team/other").Split('.');
        var good = Issuer.Token(Url).Split('.');
        await trusting.RefusedAsync($"{good[0]}.{parts[1]}.{good[2]}", "id-token.signature");
    }

    [Fact]
    public async Task Time_and_audience_are_judged()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        await trusting.RefusedAsync(Issuer.Token(Url, claims => claims["exp"] = now - 120), "id-token.expired");
        await trusting.RefusedAsync(Issuer.Token(Url, claims => claims["exp"] = null), "id-token.malformed");
        await trusting.RefusedAsync(Issuer.Token(Url, claims => claims["iat"] = now + 600), "id-token.not-yet");
        await trusting.RefusedAsync(Issuer.Token(Url, claims => claims["nbf"] = now + 600), "id-token.not-yet");
        await trusting.RefusedAsync(Issuer.Token("https://elsewhere.example"), "id-token.audience");
        await trusting.RefusedAsync(Issuer.Token(Url, claims => claims["aud"] = new[] { Url, "https://elsewhere.example" }), "id-token.audience");
        await trusting.RefusedAsync(Issuer.Token(Url, claims => claims.Remove("aud")), "id-token.audience");
        await trusting.RefusedAsync(Issuer.Token(Url, claims => claims["jti"] = ""), "id-token.malformed");
        (await trusting.JobAsync(Issuer.Token(Url, claims => (claims["iat"], claims["nbf"]) = (now + 30, now + 30)))).Dispose();
    }

    [Fact]
    public async Task Only_what_the_publisher_grants_may_push()
    {
        await trusting.RefusedAsync(Issuer.Token(Url, claims => claims["project_path"] = "team/other"), "publisher.missing", 403);
        await trusting.RefusedAsync(Issuer.Token(Url, claims => claims["ref_protected"] = "false"), "publisher.missing", 403);
        await trusting.RefusedAsync(Issuer.Token(Url, claims => claims["ref_path"] = "refs/heads/main2"), "publisher.missing", 403);
        await trusting.RefusedAsync(Issuer.Token(Url, claims => (claims["ref_path"], claims["ref_type"]) = ("refs/tags/main", "tag")), "publisher.missing", 403);
        await trusting.RefusedAsync(Issuer.Token(Url, claims => claims["iss"] = "https://elsewhere.example"), "id-token.issuer-unknown");

        (await trusting.AddPublisherAsync(new { issuer = Issuer.Url, project = "team/env", @ref = "refs/tags/v*", environment = "production", unprotected = true })).StatusCode.ShouldBe(HttpStatusCode.Created);
        void Tag(Dictionary<string, object?> claims, string environment) =>
            (claims["project_path"], claims["ref_path"], claims["ref_protected"], claims["environment"]) = ("team/env", "refs/tags/v1.2", "false", environment);
        await trusting.RefusedAsync(Issuer.Token(Url, claims => Tag(claims, "staging")), "publisher.missing", 403);
        (await trusting.JobAsync(Issuer.Token(Url, claims => Tag(claims, "production")))).Dispose();
    }

    [Fact]
    public async Task A_removed_publisher_grants_nothing()
    {
        var made = await TrustingServer.JsonAsync(await trusting.AddPublisherAsync(new { issuer = Issuer.Url, project = "team/gone", @ref = "main" }));
        (await trusting.JobAsync(Issuer.Token(Url, claims => claims["project_path"] = "team/gone"))).Dispose();
        var address = $"/api/v2/repositories/{TrustingServer.Repository}/publishers/{made.GetProperty("id").GetInt64()}";
        (await trusting.Admin.DeleteAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await trusting.Admin.DeleteAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await trusting.RefusedAsync(Issuer.Token(Url, claims => claims["project_path"] = "team/gone"), "publisher.missing", 403);
    }

    [Fact]
    public async Task A_private_repository_answers_as_one_that_is_not_there()
    {
        await trusting.Admin.PostAsJsonAsync("/api/v2/repositories", new { owner = "team", name = "hidden", @private = true });
        var details = new List<string>();
        foreach (var name in new[] { "team/hidden", "team/nosuch" })
        {
            var answer = await trusting.TradeAsync(Issuer.Token(Url), name);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            details.Add((await TrustingServer.JsonAsync(answer)).GetProperty("detail").GetString()!.Replace(name, "X", StringComparison.Ordinal));
        }

        details[0].ShouldBe(details[1]);
    }

    [Fact]
    public async Task A_publisher_of_an_issuer_that_nobody_trusts_is_refused()
    {
        var answer = await trusting.AddPublisherAsync(new { issuer = "https://elsewhere.example", project = "team/hello", @ref = "main" });
        ((int)answer.StatusCode).ShouldBe(422);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("issuer.untrusted");
    }

    [Fact]
    public async Task GitHubs_claims_name_the_job_as_well()
    {
        (await trusting.AddPublisherAsync(new { issuer = Issuer.Url, project = "octo/tools", @ref = "refs/heads/main" })).StatusCode.ShouldBe(HttpStatusCode.Created);
        using var job = await trusting.JobAsync(Issuer.Token(Url, claims =>
        {
            claims.Remove("project_path");
            claims.Remove("ref_path");
            (claims["repository"], claims["ref"], claims["run_id"], claims["event_name"], claims["actor"]) = ("octo/tools", "refs/heads/main", "99", "push", "octocat");
        }));
        var answer = await TrustingServer.PushAsync(job, "octo_1.0-1_all.deb", new DebBuilder { Name = "octo" }.Build());
        (await TrustingServer.JsonAsync(answer)).GetProperty("package").GetProperty("pushedBy").GetString().ShouldBe("octo/tools at refs/heads/main, job 99");
    }
}
