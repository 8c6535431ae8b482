using System.Net;
using Slipway.KnownHosts.Scanning;
using Slipway.KnownHosts.Trust;

namespace Slipway.KnownHosts.Tests.Scanning;

/// <summary>A name with several addresses: each of them is the host.</summary>
public sealed class AddressTests : IAsyncLifetime
{
    static readonly IPAddress First = IPAddress.Parse("127.0.0.1");
    static readonly IPAddress Second = IPAddress.Parse("127.0.0.2");
    static readonly HostAddress Host = new("pair.example.org");

    Sshd one = null!;
    Sshd other = null!;

    public async ValueTask InitializeAsync() => (one, other) = (await Sshd.StartAsync("ed25519", "rsa"), await Sshd.StartAsync("ed25519"));

    public async ValueTask DisposeAsync()
    {
        await one.DisposeAsync();
        await other.DisposeAsync();
    }

    [Fact]
    public async Task Addresses_that_agree_are_one_place()
    {
        var result = await LookAsync(one.Port, one.Port);
        result.Sightings.Select(seen => seen.Place).ShouldBe(["here at 127.0.0.1", "here at 127.0.0.2"]);
        var report = result.Reports.Single();
        report.Changes.Select(change => change.Kind).ShouldBe([KeyChangeKind.Trust, KeyChangeKind.Trust]);
        report.Keys.SelectMany(key => key.Evidence).Count(evidence => evidence.Class == EvidenceClass.Possession).ShouldBe(2);
    }

    [Fact]
    public async Task Addresses_that_show_different_keys_are_an_alarm_and_nothing_is_trusted()
    {
        var report = (await LookAsync(one.Port, other.Port)).Reports.Single();
        report.Verdict.ShouldBe(HostVerdict.Alarm);
        report.Alarms.ShouldContain(alarm => alarm.StartsWith("The host's addresses show different keys: here at 127.0.0.1", StringComparison.Ordinal));
        report.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_that_one_address_lacks_is_not_trusted()
    {
        await other.StopAsync();
        foreach (var file in new[] { "key0", "key0.pub" })
        {
            System.IO.File.Copy(Path.Combine(one.Folder, file), Path.Combine(other.Folder, file), overwrite: true);
        }

        await other.RunAsync(["key0"]);
        var report = (await LookAsync(one.Port, other.Port)).Reports.Single();
        report.Changes.ShouldHaveSingleItem().Key.Type.ShouldBe("ssh-ed25519");
        report.Keys.Single(key => key.Key.Type == "ssh-rsa").Missing.ShouldBe("not every address of the host shows it");
    }

    [Fact]
    public async Task An_address_where_nobody_listens_is_told_and_hinders_nothing()
    {
        await other.StopAsync();
        var report = (await LookAsync(one.Port, other.Port)).Reports.Single();
        report.Changes.Count.ShouldBe(2);
        report.Notes.ShouldContain("From here not at 127.0.0.2: Nobody listens there.");
    }

    [Fact]
    public async Task A_host_in_a_network_that_is_refused_is_not_touched()
    {
        await using var touched = new BadServer((_, _) => throw new InvalidOperationException("touched"));
        var limits = ProbeLimits.Default with { MayConnect = address => !IPAddress.IsLoopback(address) };
        var seen = await new Scanner(limits, TimeProvider.System).ScanAsync(VantagePoint.Here, [touched.Host, new("localhost", touched.Host.Port)], KeyAlgorithms.Kinds, default);
        seen.Select(sighting => sighting.Faults.Single().Fault).ShouldBe([ProbeFault.Refused, ProbeFault.Refused]);
        seen[1].Faults[0].Text.ShouldContain("localhost is not on the public internet");
    }

    async Task<SurveyResult> LookAsync(int first, int second)
    {
        var prints = string.Concat(new[] { (one, "key0"), (one, "key1"), (other, "key0") }.Select(key => $"{Host} {key.Item1.PublicKey(key.Item2)}\n"));
        await using var list = await ListServer.StartAsync();
        list.Pages["/keys"] = prints;
        await using var keeper = new Keeper();
        keeper.Asks(Host, new { kind = "list", url = list.Url + "/keys", certificates = list.Authority });
        var folder = await keeper.ReadAsync();
        folder = folder with { Policy = folder.Policy with { VantageMinimum = 1 } };
        var ports = new Dictionary<IPAddress, int> { [First] = first, [Second] = second };
        return await new Survey(folder, ProbeLimits.Default, TimeProvider.System) { Vantages = [new TwoAddresses(ports)] }.RunAsync([Host], only: true, [], default);
    }

    /// <summary>As a direct look, with DNS that the test made up.</summary>
    sealed class TwoAddresses(Dictionary<IPAddress, int> ports) : VantagePoint("here")
    {
        internal override Task<IReadOnlyList<IPAddress?>> AddressesAsync(HostAddress host, Func<IPAddress, bool>? mayConnect, CancellationToken ct) => Task.FromResult<IReadOnlyList<IPAddress?>>([.. ports.Keys]);

        internal override Task<Stream> ConnectAsync(HostAddress host, IPAddress? address, CancellationToken ct) => DirectVantage.OpenAsync(address!, ports[address!], ct);
    }
}
