using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Managers;
using Slipway.DependencyUpdates.Verification;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Updates.Preparing;

/// <summary>What is to stand in the checksums of one component, and how it was verified.</summary>
/// <param name="Archive">The downloaded archive, where patches want it; the caller deletes it.</param>
sealed record Digests(IReadOnlyDictionary<ChecksumPlace, string> Values, IReadOnlyList<string> Verified, string? Archive)
{
    /// <exception cref="RefusedUpdateException">One of them cannot be verified.</exception>
    public static async Task<Digests> FindAsync(Component component, Upgrade upgrade, FetchArchive fetch, CancellationToken ct)
    {
        var values = new Dictionary<ChecksumPlace, string>();
        var verified = new List<string>();
        if (upgrade.Release.Commit is { } commit) verified.Add($"The tag {upgrade.Release.Version} names the commit {commit}.");
        foreach (var sum in component.Checksums.Where(sum => sum.Algorithm is "manifest" or "commit")) values[sum] = Named(component, upgrade.Release, sum);
        string? kept = null;
        var wantsPatches = component.Patches.Count > 0 && component.Archive is { Varies: true };
        var archives = component.Checksums.Where(sum => sum.Algorithm is not ("manifest" or "commit")).GroupBy(sum => Address(component, upgrade, sum.Archive)).ToList();
        if (archives.Count == 0 && component.Keys.Count > 0)
        {
            var address = Address(component, upgrade, component.Archive);
            var fetched = await fetch(new(address, upgrade.Release, new HashSet<string>(), wantsPatches) { Keys = component.Keys }, ct);
            verified.AddRange(Evidence(Computed(component, address, fetched.Outcome)));
            return new(values, verified, fetched.File);
        }

        if (archives.Count == 0 && wantsPatches && Uri.TryCreate(component.Archive!.For(upgrade.Value), UriKind.Absolute, out var only))
        {
            var fetched = await fetch(new(only, upgrade.Release, new HashSet<string>(), Keep: true), ct);
            return new(values, verified, fetched.File);
        }

        foreach (var archive in archives)
        {
            var fetched = await fetch(new(archive.Key, upgrade.Release, archive.Select(sum => sum.Algorithm).ToHashSet(StringComparer.Ordinal), wantsPatches && kept is null) { Keys = component.Keys }, ct);
            kept ??= fetched.File;
            var computed = Computed(component, archive.Key, fetched.Outcome);
            foreach (var sum in archive) values[sum] = computed.Digests.TryGetValue(sum.Algorithm, out var digest) ? digest : throw new RefusedUpdateException("deps.no-checksum", $"{component.Name}: {sum.Algorithm} is not computed.", "Use sha256.");
            verified.Add($"{archive.Key} has {computed.Size} bytes and the sha256 {computed.Sha256}.");
            verified.AddRange(Evidence(computed));
        }

        if (component.Checksums.Count == 0 && component.Lock is null) verified.Add("The project keeps no checksum of it.");
        return new(values, verified, kept);
    }

    static string Named(Component component, Release release, ChecksumPlace sum) =>
        (sum.Algorithm == "manifest" ? release.Digest : release.Commit) ?? throw new RefusedUpdateException("deps.no-checksum", $"{component.Name} is pinned by {(sum.Algorithm == "manifest" ? "its image's digest" : "a commit")}, and its source does not tell that of {release.Version}.", "Look at its registry, or change it by hand.");

    static IEnumerable<string> Evidence(ChecksumOutcome.Computed computed) => computed.Evidence.Count > 0
        ? computed.Evidence.Select(evidence => $"{Kind(evidence.Kind)} agrees: {evidence.Source}.")
        : ["Upstream publishes no checksum and no signature that was found: the checksum is that of the download alone, and it is kept so that a later change is noticed."];

    static Uri Address(Component component, Upgrade upgrade, UrlTemplate? archive)
    {
        var address = archive is { Varies: true } template ? template.For(upgrade.Value) : upgrade.Release.Download?.AbsoluteUri;
        return address is not null && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new RefusedUpdateException("deps.no-checksum", $"{component.Name}: nothing says where the archive of {upgrade.Value} is, so its checksum cannot be verified.", "Give the component an archive: with {version} in slipway-deps.yml.");
    }

    static ChecksumOutcome.Computed Computed(Component component, Uri address, ChecksumOutcome outcome) => outcome switch
    {
        ChecksumOutcome.Computed computed => computed,
        ChecksumOutcome.Alarm alarm => throw new RefusedUpdateException(alarm.Code, $"{component.Name}: {alarm.Reason}", alarm.Remedy),
        ChecksumOutcome.Failed failed => throw new RefusedUpdateException(failed.Code, $"{component.Name}: {failed.Reason}", failed.Remedy),
        _ => throw new NotSupportedException($"{outcome} for {address}"),
    };

    static string Kind(string kind) => kind switch
    {
        "registry" => "The registry", "sums-file" => "Upstream's file of checksums", "signature" => "Upstream's signature", "second-source" => "A second source", "ledger" => "What was seen before", _ => kind,
    };
}
