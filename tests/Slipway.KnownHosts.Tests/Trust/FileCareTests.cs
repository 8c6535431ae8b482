using Slipway.KnownHosts.Scanning;
using Slipway.KnownHosts.Trust;

namespace Slipway.KnownHosts.Tests.Trust;

/// <summary>Keys that two hosts share, keys that are there twice, and hours that must pass.</summary>
public sealed class FileCareTests : IAsyncLifetime
{
    readonly Keeper keeper = new();
    Sshd sshd = null!;
    ListServer list = null!;

    public async ValueTask InitializeAsync() => (sshd, list) = (await Sshd.StartAsync("ed25519", "ed25519"), await ListServer.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await sshd.DisposeAsync();
        await list.DisposeAsync();
        await keeper.DisposeAsync();
    }

    string Line(string key) => $"{sshd.Host} {sshd.PublicKey(key)}";

    [Fact]
    public async Task A_key_of_two_hosts_and_a_line_that_is_there_twice_are_told()
    {
        keeper.Has(Line("key0"), Line("key0"), $"other.example.org {sshd.PublicKey("key0")}").Asks(sshd.Host);
        var notes = (await LookAsync()).Reports.Single(report => report.Host == sshd.Host).Notes;
        notes.ShouldContain(note => note.Contains("is in the file 2 times for this host", StringComparison.Ordinal));
        notes.ShouldContain(note => note.Contains("is also other.example.org's", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_keys_of_one_type_that_are_trusted_for_longer_than_the_overlap_are_told()
    {
        keeper.Has(Line("key0"), Line("key1")).Asks(sshd.Host);
        (await keeper.UpdateAsync()).Reports.Single().Notes.ShouldBeEmpty();
        keeper.Later = TimeSpan.FromDays(31);
        (await LookAsync()).Reports.Single().Notes.ShouldHaveSingleItem().ShouldContain("Two keys of the type ssh-ed25519 are trusted for more than 30 days");
    }

    [Fact]
    public async Task A_key_waits_for_its_hours_and_one_that_was_gone_in_between_begins_anew()
    {
        list.Pages["/keys"] = Line("key0") + "\n" + Line("key1") + "\n";
        keeper.Policy["seenHours"] = 12;
        keeper.Asks(sshd.Host, new { kind = "list", url = list.Url + "/keys", certificates = list.Authority });
        var first = await SeeAsync(new SeenKeys(), 0);
        first.Reports.Single().Verdict.ShouldBe(HostVerdict.Unproven);
        first.Reports.Single().Alarms.ShouldBeEmpty();
        first.Reports.Single().Keys.ShouldHaveSingleItem().Missing!.ShouldContain("must be seen for 12 hours");
        (await SeeAsync(first.Seen, 11)).Reports.Single().Changes.ShouldBeEmpty();
        (await SeeAsync(first.Seen, 13)).Reports.Single().Changes.ShouldHaveSingleItem().Kind.ShouldBe(KeyChangeKind.Trust);

        await sshd.RunAsync(["key1"]);
        var second = await SeeAsync(first.Seen, 13);
        await sshd.RunAsync(["key0"]);
        (await SeeAsync(second.Seen, 14)).Reports.Single().Changes.ShouldBeEmpty();
        (await SeeAsync((await SeeAsync(second.Seen, 14)).Seen, 27)).Reports.Single().Changes.ShouldNotBeEmpty();

        await sshd.StopAsync(); // what was not seen takes nothing away
        var down = await SeeAsync(first.Seen, 20);
        down.Seen.Hosts[sshd.Host.ToString()].ShouldBe(first.Seen.Hosts[sshd.Host.ToString()]);
    }

    Task<SurveyResult> LookAsync() => SeeAsync(new SeenKeys(), keeper.Later.TotalHours);

    async Task<SurveyResult> SeeAsync(SeenKeys seen, double hours) =>
        await new Survey(await keeper.ReadAsync(), ProbeLimits.Default with { Timeout = TimeSpan.FromSeconds(5) }, new Later(TimeSpan.FromHours(hours))) { Seen = seen }.RunAsync([sshd.Host], only: true, [], default);

    sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
