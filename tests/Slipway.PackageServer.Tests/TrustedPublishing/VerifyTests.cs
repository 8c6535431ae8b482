using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Testing;

namespace Slipway.PackageServer.Tests.TrustedPublishing;

/// <summary>The real command: <c>push</c> with an ID token, and <c>verify</c> of what it pushed.</summary>
public sealed class VerifyTests(TrustingServer trusting) : IClassFixture<TrustingServer>, IDisposable
{
    const int NotVerified = 8;
    readonly TempFolder folder = new();

    string Source => trusting.Issuer.Url + "/team/hello";

    [Fact]
    public async Task A_job_pushes_without_a_stored_secret_and_everything_verifies()
    {
        var file = await PushedAsync("plain");
        var result = await CliAsync("verify", file, "--repository", TrustingServer.Repository, "--source", "team/hello", "--ref", "main");
        result.ExitCode.ShouldBe(0, result.Output + result.Error);
        result.Output.ShouldContain("Verified: ");
        result.Output.ShouldContain(Source);
        result.Output.ShouldContain("InRelease is signed by");
        result.Output.ShouldContain("Packages.gz lists plain_1.0-1_all.deb with this digest");

        var url = await CliAsync("verify", file, "--repository", $"{trusting.Server.Url}/{TrustingServer.Repository}", "--source", Source);
        url.ExitCode.ShouldBe(0, url.Output + url.Error);
    }

    [Fact]
    public async Task Saved_evidence_and_trusted_keys_verify_without_a_server()
    {
        var file = await PushedAsync("saved");
        (await CliAsync("verify", file, "--repository", TrustingServer.Repository, "--save", folder["evidence"])).ExitCode.ShouldBe(0);
        File.Copy(folder["evidence/repository-key.asc"], folder["repository.asc"]);
        File.Copy(folder["evidence/provenance-keys.pem"], folder["provenance.pem"]);
        string[] offline = ["verify", file, "--offline", "--from", folder["evidence"], "--url", "http://127.0.0.1:1", "--source", Source];
        var result = await CliAsync([.. offline, "--key", folder["repository.asc"], "--key", folder["provenance.pem"]]);
        result.ExitCode.ShouldBe(0, result.Output + result.Error);

        // The keys that lie beside the evidence count for nothing.
        (await CliAsync(offline)).ExitCode.ShouldBe(2);

        var only = await CliAsync("verify", file, "--offline", "--provenance", folder["evidence/provenance.json"], "--key", folder["provenance.pem"]);
        only.ExitCode.ShouldBe(0, only.Output + only.Error);
        only.Output.ShouldContain("skipped  repository");

        await File.AppendAllTextAsync(file, "x");
        var changed = await CliAsync([.. offline, "--key", folder["repository.asc"], "--key", folder["provenance.pem"]]);
        changed.ExitCode.ShouldBe(NotVerified);
        changed.Output.ShouldContain("FAILED   subject");
        changed.Output.ShouldContain("FAILED   index");
    }

    [Fact]
    public async Task Changed_evidence_is_found_out()
    {
        var file = await PushedAsync("tampered");
        (await CliAsync("verify", file, "--repository", TrustingServer.Repository, "--save", folder["evidence"])).ExitCode.ShouldBe(0);
        async Task FailsAsync(string what)
        {
            var result = await CliAsync(
                "verify", file, "--offline", "--from", folder["evidence"], "--key", folder["evidence/repository-key.asc"], "--key", folder["evidence/provenance-keys.pem"]);
            result.ExitCode.ShouldBe(NotVerified, result.Output + result.Error);
            result.Output.ShouldContain("FAILED   " + what);
        }

        await ChangedAsync("provenance.json", text => Payload(text, payload => payload.Replace("team/hello", "team/other", StringComparison.Ordinal)), () => FailsAsync("provenance"));
        await ChangedAsync("provenance.json", _ => "{}", () => FailsAsync("provenance"));
        await ChangedAsync("InRelease", text => text.Replace("Suite: bookworm", "Suite: bullseye", StringComparison.Ordinal), () => FailsAsync("repository"));
        await ChangedAsync("InRelease", text => "more\n" + text, () => FailsAsync("repository"));
        var index = await File.ReadAllBytesAsync(folder["evidence/Packages.gz"]);
        await File.WriteAllBytesAsync(folder["evidence/Packages.gz"], [.. index, 0]);
        await FailsAsync("index");
    }

    [Fact]
    public async Task Another_source_ref_or_key_is_refused()
    {
        var file = await PushedAsync("expected");
        foreach (var (option, value, what) in new[] { ("--source", "team/other", "source"), ("--ref", "refs/tags/v*", "ref"), ("--ref", "release", "ref") })
        {
            var result = await CliAsync("verify", file, "--repository", TrustingServer.Repository, option, value);
            result.ExitCode.ShouldBe(NotVerified, result.Output);
            result.Output.ShouldContain("FAILED   " + what);
        }

        await Tool.RunAsync("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", folder["other"]);
        await Tool.RunAsync("openssl", "ec", "-in", folder["other"], "-pubout", "-out", folder["other.pem"]);
        var other = await CliAsync("verify", file, "--repository", TrustingServer.Repository, "--key", folder["other.pem"], "--json");
        other.ExitCode.ShouldBe(NotVerified);
        var json = JsonDocument.Parse(other.Output).RootElement;
        json.GetProperty("verified").GetBoolean().ShouldBeFalse();
        json.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("outcome").GetString() == "FAILED").GetProperty("name").GetString().ShouldBe("provenance");
    }

    [Fact]
    public async Task A_package_pushed_by_hand_or_not_at_all_does_not_verify()
    {
        var file = Deb("hand");
        (await TrustingServer.PushAsync(trusting.Admin, Path.GetFileName(file), await File.ReadAllBytesAsync(file))).StatusCode.ShouldBe(HttpStatusCode.Created);
        var hand = await CliAsync("verify", file, "--repository", TrustingServer.Repository);
        hand.ExitCode.ShouldBe(NotVerified);
        hand.Output.ShouldContain("FAILED   provenance");

        (await CliAsync("verify", Deb("absent"), "--repository", TrustingServer.Repository)).ExitCode.ShouldBe(4);
        await File.AppendAllTextAsync(file, "x");
        (await CliAsync("verify", file, "--repository", TrustingServer.Repository)).ExitCode.ShouldBe(NotVerified);
    }

    [Fact]
    public async Task An_rpm_verifies_by_its_repomd()
    {
        var file = folder["sample.rpm"];
        var builder = new RpmBuilder();
        await File.WriteAllBytesAsync(file, builder.ToArray());
        using var job = await trusting.JobAsync();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(await File.ReadAllBytesAsync(file)), "file", "sample.rpm" } };
        var pushed = await job.PostAsync($"/api/v2/repositories/{TrustingServer.Repository}/packages/el/9", form);
        pushed.StatusCode.ShouldBe(HttpStatusCode.Created, await pushed.Content.ReadAsStringAsync());
        var result = await CliAsync("verify", file, "--repository", TrustingServer.Repository, "--source", "team/hello");
        result.ExitCode.ShouldBe(0, result.Output + result.Error);
        result.Output.ShouldContain("repomd.xml is signed by");
    }

    [Fact]
    public async Task A_refused_id_token_ends_the_push_and_says_why()
    {
        var file = Deb("refused");
        var result = await CliAsync(
            new Dictionary<string, string?> { ["SLIPWAY_ID_TOKEN"] = trusting.Issuer.Token(trusting.Server.Url, claims => claims["project_path"] = "team/other") },
            "push", TrustingServer.Repository + "/debian/bookworm", file);
        result.ExitCode.ShouldBe(3);
        result.Error.ShouldContain("does not let team/other");
    }

    [Fact]
    public async Task Publishers_are_added_listed_and_removed_by_the_command()
    {
        var admin = new Dictionary<string, string?> { ["SLIPWAY_TOKEN"] = trusting.Server.Token };
        (await trusting.Admin.PostAsJsonAsync("/api/v2/repositories", new { owner = "team", name = "listed" })).StatusCode.ShouldBe(HttpStatusCode.Created);
        var added = await CliAsync(admin, "publisher", "add", "team/listed", "--project", "team/hello", "--ref", "release/*", "--issuer", trusting.Issuer.Url);
        added.ExitCode.ShouldBe(0, added.Error);
        added.Output.ShouldContain("refs/heads/release/*, protected");
        var list = await CliAsync(admin, "publisher", "list", "team/listed");
        list.Output.ShouldContain("team/hello");
        var id = list.Output.Split('\n')[1].Split(' ')[0];
        (await CliAsync(admin, "publisher", "remove", "team/listed", id)).ExitCode.ShouldBe(0);
        (await CliAsync(admin, "publisher", "list", "team/listed")).Output.ShouldNotContain("team/hello");
    }

    public void Dispose() => folder.Dispose();

    string Deb(string name)
    {
        var file = folder[$"{name}_1.0-1_all.deb"];
        File.WriteAllBytes(file, new DebBuilder { Name = name }.Build());
        return file;
    }

    async Task<string> PushedAsync(string name)
    {
        var file = Deb(name);
        // No URL either: the ID token's audience names the server.
        var result = await CliAsync(
            new Dictionary<string, string?> { ["SLIPWAY_ID_TOKEN"] = trusting.Issuer.Token(trusting.Server.Url), ["SLIPWAY_URL"] = null },
            "push", TrustingServer.Repository + "/debian/bookworm", file);
        result.ExitCode.ShouldBe(0, result.Output + result.Error);
        return file;
    }

    async Task ChangedAsync(string name, Func<string, string> change, Func<Task> check)
    {
        var file = folder["evidence/" + name];
        var before = await File.ReadAllTextAsync(file);
        var after = change(before);
        after.ShouldNotBe(before);
        await File.WriteAllTextAsync(file, after);
        await check();
        await File.WriteAllTextAsync(file, before);
    }

    static string Payload(string envelope, Func<string, string> change)
    {
        var json = JsonNode.Parse(envelope)!;
        json["payload"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(Convert.FromBase64String((string)json["payload"]!)))));
        return json.ToJsonString();
    }

    Task<ToolResult> CliAsync(params string[] arguments) => CliAsync(new Dictionary<string, string?>(), arguments);

    Task<ToolResult> CliAsync(Dictionary<string, string?> environment, params string[] arguments) => Tool.TryAsync(new ToolCall(Build.Cli, arguments)
    {
        Environment = new Dictionary<string, string?>(environment)
        {
            ["XDG_CONFIG_HOME"] = folder["config"],
            ["SLIPWAY_URL"] = environment.TryGetValue("SLIPWAY_URL", out var url) ? url : trusting.Server.Url,
        },
    });
}
