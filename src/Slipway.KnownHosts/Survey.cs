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
        var sightings = (await ScanAsync(wanted, ct)).Concat(others).ToLookup(one => one.Host);
        var sources = new SourceSet(folder.Policy, folder.PolicyFolder, time);
        var now = time.GetUtcNow();
        var assessor = new Assessor(folder.Policy, folder.File, folder.Ledger, now);
        var reports = await Task.WhenAll(wanted.Select(host => AssessAsync(host, [.. sightings[host]], sources, assessor, now, ct)));
        return new SurveyResult(reports, [.. sightings.SelectMany(one => one)], Revision.Of(folder.File, folder.Ledger, reports, now));
    }

    /// <summary>Only looks.</summary>
    public async Task<IReadOnlyList<HostSighting>> ScanAsync(IReadOnlyList<HostAddress> hosts, CancellationToken ct)
    {
        var scanner = new Scanner(limits, time);
        string[] kinds = [.. folder.Policy.Types.SelectMany(KeyAlgorithms.Named).Distinct()];
        var vantages = folder.Policy.Vantages.Select(one => VantagePoint.Parse(one.Name, one.Via)).DefaultIfEmpty(VantagePoint.Here);
        return [.. (await Task.WhenAll(vantages.Select(vantage => scanner.ScanAsync(vantage, hosts, kinds, ct)))).SelectMany(all => all)];
    }

    async Task<HostReport> AssessAsync(HostAddress host, IReadOnlyList<HostSighting> sightings, SourceSet sources, Assessor assessor, DateTimeOffset now, CancellationToken ct)
    {
        // Only where a host answered is there anything to vouch for; its proven keys are what the sources' words are held against.
        var words = sightings.Any(one => one.IsComplete) ? await Task.WhenAll(sources.For(host).Select(source => source.AskAsync(host, ct))) : [];
        return assessor.Assess(host, sightings, [.. words, .. HostAuthority.Of(host, sightings.Where(one => one.IsComplete), folder.File, folder.Policy.For(host), now)]);
    }
}

/// <param name="After">The file and the evidence as they should be.</param>
public sealed record SurveyResult(IReadOnlyList<HostReport> Reports, IReadOnlyList<HostSighting> Sightings, Revision After);
