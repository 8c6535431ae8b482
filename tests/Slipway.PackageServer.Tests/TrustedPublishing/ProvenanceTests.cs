using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Slipway.Testing;

namespace Slipway.PackageServer.Tests.TrustedPublishing;

/// <summary>Provenance as others see it: by openssl and by hand, not by our own code.</summary>
public sealed class ProvenanceTests(TrustingServer trusting) : IClassFixture<TrustingServer>
{
    [Fact]
    public async Task Provenance_is_a_signed_statement_about_the_file_and_its_origin()
    {
        var (name, bytes) = await PushedAsync("origin");
        var answer = await trusting.Nobody.GetAsync(Address(name));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.in-toto+json");
        var envelope = await TrustingServer.JsonAsync(answer);
        var payload = Convert.FromBase64String(envelope.GetProperty("payload").GetString()!);
        await OpensslVerifiesAsync(envelope, payload);

        var statement = JsonDocument.Parse(payload).RootElement;
        statement.GetProperty("_type").GetString().ShouldBe("https://in-toto.io/Statement/v1");
        statement.GetProperty("predicateType").GetString().ShouldBe("https://slsa.dev/provenance/v1");
        var subject = statement.GetProperty("subject")[0];
        subject.GetProperty("name").GetString().ShouldBe(name);
        subject.GetProperty("digest").GetProperty("sha256").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        var build = statement.GetProperty("predicate").GetProperty("buildDefinition");
        build.GetProperty("externalParameters").GetProperty("source").GetString().ShouldBe(trusting.Issuer.Url + "/team/hello");
        build.GetProperty("externalParameters").GetProperty("ref").GetString().ShouldBe("refs/heads/main");
        build.GetProperty("internalParameters").GetProperty("jobId").GetString().ShouldBe("302");
        build.GetProperty("resolvedDependencies")[0].GetProperty("digest").GetProperty("gitCommit").GetString().ShouldBe("0123456789abcdef0123456789abcdef01234567");
        var run = statement.GetProperty("predicate").GetProperty("runDetails");
        run.GetProperty("builder").GetProperty("id").GetString().ShouldBe(trusting.Issuer.Url + "/-/runners/self-hosted");
        var metadata = run.GetProperty("metadata");
        metadata.GetProperty("invocationId").GetString().ShouldBe(trusting.Issuer.Url + "/team/hello/-/jobs/302");
        metadata.GetProperty("startedOn").GetDateTimeOffset().ShouldBeLessThanOrEqualTo(metadata.GetProperty("finishedOn").GetDateTimeOffset());
        run.GetProperty("byproducts")[0].GetProperty("uri").GetString().ShouldBe(trusting.Issuer.Url + "/team/hello/-/jobs/302");

        var detail = await TrustingServer.JsonAsync(await trusting.Nobody.GetAsync($"/api/v2/repositories/{TrustingServer.Repository}/packages/debian/bookworm/{name}"));
        detail.GetProperty("provenance").GetProperty("url").GetString().ShouldBe(trusting.Server.Url + Address(name));
        var page = await trusting.Nobody.GetStringAsync($"/{TrustingServer.Repository}/packages/debian/bookworm/{name}");
        page.ShouldContain("0123456789abcdef0123456789abcdef01234567");
    }

    [Fact]
    public async Task What_was_answered_has_its_provenance_after_a_crash_and_after_a_new_key()
    {
        var (name, _) = await PushedAsync("crash");
        trusting.Server.Kill();
        await trusting.Server.StartAgainAsync();
        (await trusting.Admin.PostAsync("/api/v2/provenance/keys", null)).StatusCode.ShouldBe(HttpStatusCode.Created);
        var old = await TrustingServer.JsonAsync(await trusting.Nobody.GetAsync(Address(name)));
        await OpensslVerifiesAsync(old, Convert.FromBase64String(old.GetProperty("payload").GetString()!));

        var (next, _) = await PushedAsync("afterwards");
        var fresh = await TrustingServer.JsonAsync(await trusting.Nobody.GetAsync(Address(next)));
        await OpensslVerifiesAsync(fresh, Convert.FromBase64String(fresh.GetProperty("payload").GetString()!));
        KeyOf(fresh).ShouldNotBe(KeyOf(old));
    }

    [Fact]
    public async Task A_package_that_a_person_pushed_has_no_provenance()
    {
        (await TrustingServer.PushAsync(trusting.Admin, "byhand_1.0-1_all.deb", new DebBuilder { Name = "byhand" }.Build())).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await trusting.Nobody.GetAsync(Address("byhand_1.0-1_all.deb"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_private_repositorys_provenance_is_private()
    {
        await trusting.Admin.PostAsJsonAsync("/api/v2/repositories", new { owner = "team", name = "secret", @private = true });
        await trusting.AddPublisherAsync(new { issuer = trusting.Issuer.Url, project = "team/hello", @ref = "main" }, "team/secret");
        var trade = await trusting.TradeAsync(trusting.Issuer.Token(trusting.Server.Url), "team/secret");
        using var job = trusting.Server.Client((await TrustingServer.JsonAsync(trade)).GetProperty("token").GetString()!);
        (await TrustingServer.PushAsync(job, "quiet_1.0-1_all.deb", new DebBuilder { Name = "quiet" }.Build(), "team/secret")).StatusCode.ShouldBe(HttpStatusCode.Created);
        var address = "/team/secret/packages/debian/bookworm/quiet_1.0-1_all.deb/provenance";
        (await trusting.Nobody.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await job.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    static string Address(string name) => $"/{TrustingServer.Repository}/packages/debian/bookworm/{name}/provenance";

    static string KeyOf(JsonElement envelope) => envelope.GetProperty("signatures")[0].GetProperty("keyid").GetString()!;

    async Task<(string Name, byte[] Bytes)> PushedAsync(string package)
    {
        var bytes = new DebBuilder { Name = package }.Build();
        using var job = await trusting.JobAsync();
        (await TrustingServer.PushAsync(job, $"{package}_1.0-1_all.deb", bytes)).StatusCode.ShouldBe(HttpStatusCode.Created);
        return ($"{package}_1.0-1_all.deb", bytes);
    }

    // DSSE v1.0.2: what is signed is "DSSEv1 LEN(type) type LEN(payload) payload".
    async Task OpensslVerifiesAsync(JsonElement envelope, byte[] payload)
    {
        var keys = await TrustingServer.JsonAsync(await trusting.Nobody.GetAsync("/api/v2/provenance/keys"));
        var key = keys.EnumerateArray().Single(one => one.GetProperty("keyId").GetString() == KeyOf(envelope));
        var type = envelope.GetProperty("payloadType").GetString()!;
        using var folder = new TempFolder();
        await File.WriteAllBytesAsync(folder["signed"], [.. Encoding.UTF8.GetBytes($"DSSEv1 {type.Length} {type} {payload.Length} "), .. payload]);
        await File.WriteAllBytesAsync(folder["signature"], Convert.FromBase64String(envelope.GetProperty("signatures")[0].GetProperty("sig").GetString()!));
        await File.WriteAllTextAsync(folder["key.pem"], key.GetProperty("publicKey").GetString());
        (await Tool.RunAsync("openssl", "dgst", "-sha256", "-verify", folder["key.pem"], "-signature", folder["signature"], folder["signed"])).ShouldContain("Verified OK");
    }
}
