using Slipway.KnownHosts.File;
using Slipway.KnownHosts.Scanning;
using Slipway.KnownHosts.Sources;
using Slipway.KnownHosts.Trust;

namespace Slipway.KnownHosts;

/// <summary>One look at all hosts from all vantage points, all sources asked, and what follows. Writes nothing.</summary>
public sealed class Survey(KnownHostsFolder folder, ProbeLimits limits, TimeProvider time)
{
    /// <param name="hosts">Besides or, where <paramref name="only"/>, instead of those that the file and the policy name.</param>
    /// <param name="others">What was seen from elsewhere: earlier runs of <c>scan --json</c> on other machines.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<SurveyResult> RunAsync(IReadOnlyList<HostAddress> hosts, bool only, IReadOnlyList<HostSighting> others, CancellationToken ct)
    {
        var wanted = only ? hosts : [.. folder.Hosts.Concat(hosts).Distinct()];
        var looked = await Task.WhenAll(Places.Select(vantage => LookAsync(vantage, wanted, ct)));
        var sightings = looked.SelectMany(all => all).Select(one => one.Sighting).Concat(others).ToLookup(one => one.Host);
        var own = looked.SelectMany(all => all).Where(one => one.Word is not null).ToLookup(one => one.Sighting.Host, one => one.Word!);
        var sources = new SourceSet(folder.Policy, folder.Beside, limits.MayConnect, time);
        var now = time.GetUtcNow();
        var seen = Seen.After(sightings.SelectMany(one => one), now);
        var assessor = new Assessor(folder.Policy, folder.File, folder.Ledger, now) { Seen = seen };
        var reports = await Task.WhenAll(wanted.Select(host => AssessAsync(host, [.. sightings[host]], [.. own[host]], sources, assessor, now, ct)));
        return new SurveyResult(reports, [.. sightings.SelectMany(one => one)], Revision.Of(folder.File, folder.Ledger, reports, now), seen);
    }

    /// <summary>Since when keys are seen.</summary>
    public SeenKeys Seen { get; init; } = new();

    /// <summary>The policy's, unless the caller says from where.</summary>
    public IReadOnlyList<VantagePoint>? Vantages { get; init; }

    IReadOnlyList<VantagePoint> Places => Vantages ?? [.. folder.Policy.Vantages.Select(one => VantagePoint.Parse(one.Name, one.Via)).DefaultIfEmpty(VantagePoint.Here)];

    /// <summary>Only looks; logs in nowhere.</summary>
    public async Task<IReadOnlyList<HostSighting>> ScanAsync(IReadOnlyList<HostAddress> hosts, CancellationToken ct) =>
        [.. (await Task.WhenAll(Places.Select(vantage => ScanAsync(vantage, hosts, ct)))).SelectMany(all => all)];

    Task<IReadOnlyList<HostSighting>> ScanAsync(VantagePoint vantage, IReadOnlyList<HostAddress> hosts, CancellationToken ct) =>
        new Scanner(limits, time).ScanAsync(vantage, hosts, [.. folder.Policy.Types.SelectMany(KeyAlgorithms.Named).Distinct()], ct);

    async Task<(HostSighting Sighting, Testimony? Word)[]> LookAsync(VantagePoint vantage, IReadOnlyList<HostAddress> hosts, CancellationToken ct)
    {
        var continuity = new Continuity(folder, limits, time);
        return await Task.WhenAll((await ScanAsync(vantage, hosts, ct)).Select(sighting => continuity.AskAsync(vantage, sighting, ct)));
    }

    async Task<HostReport> AssessAsync(HostAddress host, IReadOnlyList<HostSighting> sightings, IReadOnlyList<Testimony> own, SourceSet sources, Assessor assessor, DateTimeOffset now, CancellationToken ct)
    {
        // Only where a host answered is there anything to vouch for; its proven keys are what the sources' words are held against.
        var words = sightings.Any(one => one.IsComplete) ? await Task.WhenAll(sources.For(host).Select(source => source.AskAsync(host, ct))) : [];
        var report = assessor.Assess(host, sightings, [.. own, .. words, .. HostAuthority.Of(host, sightings.Where(one => one.IsComplete), folder.File, folder.Policy.For(host), now)]);
        return report with { Notes = [.. report.Notes, .. FileCare.Notes(report, folder.File, folder.Ledger, folder.Policy.OverlapDays, now)] };
    }
}

/// <param name="After">The file and the evidence as they should be.</param>
/// <param name="Seen">To be kept for the next look, where the policy asks for hours.</param>
public sealed record SurveyResult(IReadOnlyList<HostReport> Reports, IReadOnlyList<HostSighting> Sightings, Revision After, SeenKeys Seen);
