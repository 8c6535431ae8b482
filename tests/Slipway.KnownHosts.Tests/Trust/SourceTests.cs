using System.Text.Json.Nodes;
using Slipway.KnownHosts.Trust;
using Slipway.Testing;

namespace Slipway.KnownHosts.Tests.Trust;

/// <summary>Each source of evidence, at the real thing where there is one here.</summary>
public sealed class SourceTests : IAsyncLifetime
{
    readonly Keeper keeper = new();
    Sshd sshd = null!;
    ListServer lists = null!;

    public async ValueTask InitializeAsync() => (sshd, lists) = (await Sshd.StartAsync("ed25519"), await ListServer.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await sshd.DisposeAsync();
        await lists.DisposeAsync();
        await keeper.DisposeAsync();
    }

    string Line => $"{sshd.Host} {sshd.PublicKey("key0")}";

    async Task<string> FingerprintAsync() => (await Tool.RunAsync("ssh-keygen", "-lf", Path.Combine(sshd.Folder, "key0.pub"))).Split(' ')[1];

    async Task<(EvidenceClass Class, string Source)> StrongAsync()
    {
        var result = await keeper.UpdateAsync();
        keeper.Text.ShouldBe(Line + "\n", string.Join('\n', result.Reports.SelectMany(report => report.Notes)));
        return result.Reports.Single().Keys.Single().Evidence.Where(one => one.IsStrong).Select(one => (one.Class, one.Source)).ShouldHaveSingleItem();
    }

    async Task<string> SilentAsync()
    {
        var result = await keeper.UpdateAsync();
        keeper.Text.ShouldBeEmpty();
        return string.Join('\n', result.Reports.SelectMany(report => report.Notes));
    }

    [Fact]
    public async Task GitHubs_meta_document()
    {
        lists.Pages["/meta"] = new JsonObject { ["verifiable_password_authentication"] = false, ["ssh_keys"] = new JsonArray(sshd.PublicKey("key0")), ["hooks"] = new JsonArray("192.0.2.0/24") }.ToJsonString();
        keeper.Asks(sshd.Host, new { kind = "github", url = lists.Url + "/meta", certificates = lists.Authority });
        (await StrongAsync()).ShouldBe((EvidenceClass.PublishedList, lists.Url + "/meta"));
    }

    [Fact]
    public async Task GitHubs_meta_document_with_fingerprints()
    {
        lists.Pages["/meta"] = new JsonObject { ["ssh_key_fingerprints"] = new JsonObject { ["SHA256_ED25519"] = (await FingerprintAsync())[7..] } }.ToJsonString();
        keeper.Asks(sshd.Host, new { kind = "github", url = lists.Url + "/meta", certificates = lists.Authority });
        (await StrongAsync()).Class.ShouldBe(EvidenceClass.PublishedList);
    }

    [Fact]
    public async Task GitLabs_page_of_fingerprints()
    {
        lists.Pages["/help/instance_configuration"] = $"<table><tr><td>ED25519</td><td><code>2e:65:6a</code></td><td><code>{(await FingerprintAsync())[7..]}</code></td></tr></table>";
        keeper.Asks(sshd.Host, new { kind = "gitlab", url = lists.Url + "/help/instance_configuration", certificates = lists.Authority });
        (await StrongAsync()).Class.ShouldBe(EvidenceClass.PublishedList);
    }

    [Fact]
    public async Task A_page_of_a_server_whose_certificate_nobody_vouches_for_says_nothing()
    {
        lists.Pages["/keys"] = Line;
        keeper.Asks(sshd.Host, new { kind = "list", url = lists.Url + "/keys" });
        (await SilentAsync()).ShouldContain("/keys can't be read");
    }

    [Fact]
    public async Task A_page_over_plain_http_says_nothing()
    {
        keeper.Asks(sshd.Host, new { kind = "list", url = "http://127.0.0.1:1/keys" });
        (await SilentAsync()).ShouldContain("only https://");
    }

    [Fact]
    public async Task A_host_certificate_by_an_authority_of_the_file()
    {
        await sshd.MakeKeyAsync("ca", "ed25519");
        await Tool.RunAsync("ssh-keygen", "-q", "-s", Path.Combine(sshd.Folder, "ca"), "-h", "-I", "web1", "-n", "127.0.0.1", "-V", "-1h:+1h", Path.Combine(sshd.Folder, "key0.pub"));
        await sshd.RunAsync(["key0"], $"HostCertificate {sshd.Folder}/key0-cert.pub");
        var authority = $"@cert-authority {sshd.Host} {sshd.PublicKey("ca")} our hosts";
        keeper.Has(authority).Asks(sshd.Host);

        await keeper.UpdateAsync();

        keeper.Text.ShouldBe($"{authority}\n{Line}\n");
        (await keeper.ReadAsync()).Ledger.Hosts.Single().Value.Single().Value.Evidence.ShouldContain(one => one.Class == EvidenceClass.HostAuthority);
        keeper.Later = TimeSpan.FromHours(3);
        keeper.Has(authority);
        System.IO.File.Delete(keeper.FilePath + ".evidence.json");
        var late = await keeper.UpdateAsync();
        keeper.Text.ShouldBe(authority + "\n");
        late.Reports.Single().Notes.ShouldContain(note => note.Contains("it has expired", StringComparison.Ordinal));
    }

    [Theory, InlineData("ed25519"), InlineData("ecdsa"), InlineData("rsa")]
    public async Task A_statement_that_is_signed_by_who_may(string type)
    {
        await SignAsync(type, "known-hosts@slipway", "");
        (await StrongAsync()).Source.ShouldEndWith(", signed by ops@example.org");
    }

    [Fact]
    public async Task A_statement_for_another_purpose_says_nothing()
    {
        await SignAsync("ed25519", "git", "");
        (await SilentAsync()).ShouldContain("signed by nobody who may");
    }

    [Fact]
    public async Task A_statement_of_which_a_byte_was_changed_says_nothing()
    {
        await SignAsync("ed25519", "known-hosts@slipway", "");
        await System.IO.File.AppendAllTextAsync(keeper["statement"], "\n");
        (await SilentAsync()).ShouldContain("signed by nobody who may");
    }

    [Fact]
    public async Task A_statement_that_has_expired_says_nothing()
    {
        await SignAsync("ed25519", "known-hosts@slipway", "# expires: 2020-01-01\n");
        (await SilentAsync()).ShouldContain("It has expired");
    }

    async Task SignAsync(string type, string purpose, string head)
    {
        await sshd.MakeKeyAsync("signer", type);
        await System.IO.File.WriteAllTextAsync(keeper["statement"], head + Line + "\n");
        await System.IO.File.WriteAllTextAsync(keeper["signers"], $"ops@example.org namespaces=\"known-hosts@slipway,git\" {sshd.PublicKey("signer")}\n");
        await Tool.RunAsync("ssh-keygen", "-q", "-Y", "sign", "-n", purpose, "-f", Path.Combine(sshd.Folder, "signer"), keeper["statement"]);
        keeper.Asks(sshd.Host, new { kind = "statement", file = "statement", signers = "signers" });
    }
}
