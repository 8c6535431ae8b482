using System.Text.Json.Nodes;
using Slipway.KnownHosts.Trust;

namespace Slipway.KnownHosts.Tests.Trust;

/// <summary>What a host proves within a session, of a real sshd.</summary>
public sealed class ContinuityTests : IAsyncLifetime
{
    readonly Keeper keeper = new();
    Sshd sshd = null!;

    public async ValueTask InitializeAsync() => sshd = await Sshd.StartAsync("ed25519", "ed25519", "ecdsa", "rsa");

    public async ValueTask DisposeAsync()
    {
        await sshd.DisposeAsync();
        await keeper.DisposeAsync();
    }

    string Line(string key) => $"{sshd.Host} {sshd.PublicKey(key)}";

    async Task LoginAsync(string type)
    {
        await sshd.MakeKeyAsync("login", type);
        await System.IO.File.WriteAllTextAsync(Path.Combine(sshd.Folder, "authorized_keys"), sshd.PublicKey("login") + "\n");
        await sshd.RunAsync(["key0", "key1", "key2", "key3"], $"AuthorizedKeysFile {sshd.Folder}/authorized_keys");
        keeper.Has(Line("key0")).Asks(sshd.Host);
        keeper.For(sshd.Host)["login"] = new JsonObject { ["user"] = Environment.UserName, ["key"] = Path.Combine(sshd.Folder, "login") };
    }

    [Theory, InlineData("ed25519"), InlineData("ecdsa"), InlineData("ecdsa521"), InlineData("rsa")]
    public async Task A_second_key_of_a_type_that_no_scan_shows_is_proven_under_the_first(string login)
    {
        await LoginAsync(login);

        var report = (await keeper.UpdateAsync()).Reports.Single();

        report.Notes.ShouldBeEmpty();
        keeper.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe([Line("key0"), Line("key1"), Line("key2"), Line("key3")], ignoreOrder: true);
        report.Keys.SelectMany(key => key.Evidence).ShouldContain(one => one.Class == EvidenceClass.Continuity);
        (await keeper.UpdateAsync()).Reports.Single().Verdict.ShouldBe(HostVerdict.Right);
    }

    [Fact]
    public async Task A_compromised_key_proves_no_other()
    {
        await LoginAsync("ed25519");
        keeper.For(sshd.Host)["compromised"] = new JsonArray((await keeper.ReadAsync()).File.Entries.Single().Key!.Fingerprint);
        await keeper.UpdateAsync();
        keeper.Text.ShouldBe("@revoked " + Line("key0") + "\n");
    }

    [Fact]
    public async Task Nobody_logs_in_to_a_host_whose_key_is_another()
    {
        await LoginAsync("ed25519");
        await sshd.RunAsync(["key1"], $"AuthorizedKeysFile {sshd.Folder}/authorized_keys");
        var report = (await keeper.UpdateAsync()).Reports.Single();
        report.Verdict.ShouldBe(HostVerdict.Alarm);
        report.Notes.ShouldContain(note => note.Contains("nobody was logged in", StringComparison.Ordinal));
        (await System.IO.File.ReadAllTextAsync(Path.Combine(sshd.Folder, "log"))).ShouldNotContain("Accepted publickey");
    }

    [Fact]
    public async Task A_login_that_is_refused_is_told_and_nothing_changes()
    {
        await LoginAsync("ed25519");
        await System.IO.File.WriteAllTextAsync(Path.Combine(sshd.Folder, "authorized_keys"), "");
        var report = (await keeper.UpdateAsync()).Reports.Single();
        report.Notes.ShouldContain(note => note.Contains("does not let", StringComparison.Ordinal));
        keeper.Text.ShouldBe(Line("key0") + "\n");
    }
}
