using System.Text.Json.Nodes;
using Slipway.KnownHosts.Trust;

namespace Slipway.KnownHosts.Tests.Trust;

/// <summary>The rule, against real servers.</summary>
public sealed class PromotionTests : IAsyncLifetime
{
    readonly Keeper keeper = new();
    Sshd sshd = null!;
    ListServer lists = null!;

    public async ValueTask InitializeAsync() => (sshd, lists) = (await Sshd.StartAsync("ed25519", "ecdsa"), await ListServer.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await sshd.DisposeAsync();
        await lists.DisposeAsync();
        await keeper.DisposeAsync();
    }

    string Line(string key) => $"{sshd.Host} {sshd.PublicKey(key)}";

    object List(bool whole = false) => new { kind = "list", url = lists.Url + "/keys", certificates = lists.Authority, whole };

    void Publish(params string[] keys) => lists.Pages["/keys"] = string.Join('\n', keys.Select(Line)) + "\n";

    static HostReport Only(SurveyResult result) => result.Reports.ShouldHaveSingleItem();

    [Fact]
    public async Task A_key_that_is_merely_seen_is_not_trusted()
    {
        keeper.Asks(sshd.Host);
        var report = Only(await keeper.UpdateAsync());
        report.Verdict.ShouldBe(HostVerdict.Unproven);
        report.Keys.Select(key => key.Missing).ShouldAllBe(missing => missing == "nobody but the host itself says that it is the host's");
        System.IO.File.Exists(keeper.FilePath).ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_that_is_proven_seen_from_two_places_and_published_is_trusted_and_its_evidence_is_kept()
    {
        keeper.Asks(sshd.Host, List());
        Publish("key0", "key1");

        (Only(await keeper.UpdateAsync())).Verdict.ShouldBe(HostVerdict.Changed);

        keeper.Text.ShouldBe($"{Line("key0")}\n{Line("key1")}\n");
        var ledger = (await keeper.ReadAsync()).Ledger;
        var key = ledger.Hosts[sshd.Host.ToString()].Values.First();
        key.State.ShouldBe(KeyState.Trusted);
        key.Evidence.Select(one => (one.Class, one.Source)).ShouldBe(
            [(EvidenceClass.Possession, "here"), (EvidenceClass.Possession, "elsewhere"), (EvidenceClass.PublishedList, lists.Url + "/keys")]);
    }

    [Fact]
    public async Task The_same_again_changes_no_byte()
    {
        keeper.Asks(sshd.Host, List());
        Publish("key0", "key1");
        await keeper.UpdateAsync();
        var (file, evidence) = (keeper.Text, await System.IO.File.ReadAllTextAsync(keeper.FilePath + ".evidence.json"));
        keeper.Later = TimeSpan.FromDays(3);

        Only(await keeper.UpdateAsync()).Verdict.ShouldBe(HostVerdict.Right);

        keeper.Text.ShouldBe(file);
        (await System.IO.File.ReadAllTextAsync(keeper.FilePath + ".evidence.json")).ShouldBe(evidence);
    }

    [Fact]
    public async Task A_key_that_is_published_and_not_the_hosts_is_not_trusted()
    {
        // A page that was stale after a change of keys: the list must match what the host proves.
        await sshd.MakeKeyAsync("other", "ed25519");
        keeper.Asks(sshd.Host, List());
        Publish("other");
        (Only(await keeper.UpdateAsync())).Changes.ShouldBeEmpty();
        keeper.Text.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_vantage_point_is_not_enough_where_two_are_asked_for()
    {
        keeper.SecondVantage = "socks5://127.0.0.1:1";
        keeper.Asks(sshd.Host, List());
        Publish("key0", "key1");
        var report = Only(await keeper.UpdateAsync());
        report.Keys.Select(key => key.Missing).ShouldAllBe(missing => missing == "it was seen from 1 vantage point, and 2 are asked for");
        keeper.Text.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_impostor_on_one_vantage_point_is_an_alarm_and_changes_nothing()
    {
        await using var impostor = await Sshd.StartAsync("ed25519", "ecdsa");
        await using var way = new SocksProxy(_ => impostor.Port);
        keeper.SecondVantage = way.Via;
        keeper.Has(Line("key0")).Asks(sshd.Host, List());
        Publish("key0", "key1");
        lists.Pages["/keys"] += $"{sshd.Host} {impostor.PublicKey("key0")}\n";

        var report = Only(await keeper.UpdateAsync());

        report.Verdict.ShouldBe(HostVerdict.Alarm);
        report.Alarms.ShouldContain(alarm => alarm.Contains("see different keys", StringComparison.Ordinal));
        keeper.Text.ShouldBe(Line("key0") + "\n");
    }

    [Fact]
    public async Task A_host_whose_key_changed_without_evidence_is_an_alarm_and_keeps_its_line()
    {
        keeper.Has(Line("key0")).Asks(sshd.Host);
        var old = keeper.Text;
        await sshd.MakeKeyAsync("new", "ed25519");
        await sshd.RunAsync(["new"]);

        var report = Only(await keeper.UpdateAsync());

        report.Verdict.ShouldBe(HostVerdict.Alarm);
        report.Alarms.ShouldHaveSingleItem().ShouldContain("another key of this type than the file has");
        keeper.Text.ShouldBe(old);
    }

    [Fact]
    public async Task Rotation_with_overlap_adds_the_new_key_keeps_the_old_one_and_takes_it_away_a_month_after_its_operator_does()
    {
        keeper.Has(Line("key0")).Asks(sshd.Host, List(whole: true));
        await sshd.MakeKeyAsync("new", "ed25519");
        await sshd.RunAsync(["new"]);
        Publish("key0", "new");
        (Only(await keeper.UpdateAsync())).Verdict.ShouldBe(HostVerdict.Changed);
        keeper.Text.ShouldBe($"{Line("key0")}\n{Line("new")}\n");
        (Only(await keeper.UpdateAsync())).Verdict.ShouldBe(HostVerdict.Right);

        Publish("new");
        (Only(await keeper.UpdateAsync())).Changes.ShouldHaveSingleItem().Kind.ShouldBe(KeyChangeKind.Retire);
        keeper.Later = TimeSpan.FromDays(29);
        (Only(await keeper.UpdateAsync())).Changes.ShouldBeEmpty();
        keeper.Text.ShouldContain(Line("key0"));
        keeper.Later = TimeSpan.FromDays(31);
        (Only(await keeper.UpdateAsync())).Changes.ShouldHaveSingleItem().Kind.ShouldBe(KeyChangeKind.Remove);
        keeper.Text.ShouldBe(Line("new") + "\n");
        (await keeper.ReadAsync()).Ledger.Hosts[sshd.Host.ToString()].Values.Select(key => key.State).ShouldBe([KeyState.Retired, KeyState.Trusted], ignoreOrder: true);
    }

    [Fact]
    public async Task A_host_that_is_down_loses_nothing_however_long()
    {
        keeper.Has(Line("key0"), Line("key1")).Asks(sshd.Host, List(whole: true));
        Publish("key0");
        await sshd.StopAsync();
        keeper.Later = TimeSpan.FromDays(400);
        var before = keeper.Text;
        Only(await keeper.UpdateAsync()).Verdict.ShouldBe(HostVerdict.Unseen);
        keeper.Text.ShouldBe(before);
        System.IO.File.Exists(keeper.FilePath + ".evidence.json").ShouldBeFalse();
    }

    [Fact]
    public async Task A_compromised_key_is_revoked_at_once_even_where_the_host_is_down()
    {
        keeper.Has("# ours", Line("key0"), Line("key1")).Asks(sshd.Host);
        keeper.For(sshd.Host)["compromised"] = new JsonArray((await keeper.ReadAsync()).File.Entries.First().Key!.Fingerprint);
        await sshd.StopAsync();

        (Only(await keeper.UpdateAsync())).Changes.ShouldHaveSingleItem().Kind.ShouldBe(KeyChangeKind.Revoke);

        keeper.Text.ShouldBe($"# ours\n@revoked {Line("key0")}\n{Line("key1")}\n");
    }

    [Fact]
    public async Task After_a_compromise_one_strong_proof_is_too_few_and_two_are_enough()
    {
        keeper.Has(Line("key0")).Asks(sshd.Host, List());
        keeper.For(sshd.Host)["compromised"] = new JsonArray((await keeper.ReadAsync()).File.Entries.Single().Key!.Fingerprint);
        await sshd.MakeKeyAsync("new", "ed25519");
        await sshd.RunAsync(["new"]);
        Publish("new");

        var first = Only(await keeper.UpdateAsync());
        first.Keys.Single(key => key.Missing is not null).Missing!.ShouldContain("two independent proofs");
        keeper.Text.ShouldBe($"@revoked {Line("key0")}\n");

        var print = first.Keys.Single(key => key.Missing is not null).Key.Fingerprint;
        keeper.For(sshd.Host)["confirmed"] = new JsonArray(new JsonObject { ["fingerprint"] = print, ["by"] = new JsonArray("ann", "bob"), ["channel"] = "on the console" });
        Only(await keeper.UpdateAsync());
        keeper.Text.ShouldBe($"@revoked {Line("key0")}\n{Line("new")}\n");
    }

    [Fact]
    public async Task A_host_that_still_uses_a_revoked_key_is_an_alarm()
    {
        keeper.Has("@revoked " + Line("key0")).Asks(sshd.Host, List());
        Publish("key0", "key1");
        var report = Only(await keeper.UpdateAsync());
        report.Verdict.ShouldBe(HostVerdict.Alarm);
        report.Alarms.ShouldHaveSingleItem().ShouldContain("still uses");
        keeper.Text.ShouldNotContain("\n" + Line("key0"));
    }
}
