using Slipway.Formats.Ssh;
using Slipway.KnownHosts.Scanning;

namespace Slipway.KnownHosts.Trust;

/// <summary>All that was learned of one host in one run.</summary>
/// <param name="Sightings">Those that are complete: what was seen in part proves nothing.</param>
/// <param name="Trusted">The keys that the file has for it.</param>
/// <param name="Compromised">Fingerprints.</param>
sealed record Look(
    HostAddress Host, IReadOnlyList<HostSighting> Sightings, IReadOnlyList<Testimony> Testimonies, HostPolicy Settings, IReadOnlyList<SshHostKey> Trusted, IReadOnlySet<string> Compromised)
{
    /// <summary>Proven by the host, from anywhere.</summary>
    public IReadOnlyList<SshHostKey> Seen { get; } = [.. Sightings.SelectMany(one => one.Keys).Distinct()];

    /// <summary>Keys without their certificates, for which there is one.</summary>
    public IReadOnlyList<SshHostKey> Vouched { get; } = [.. Sightings.SelectMany(one => one.Keys).Select(key => key.Certificate?.Key).OfType<SshHostKey>().Distinct()];

    public IReadOnlyList<Evidence> EvidenceOf(SshHostKey key, DateTimeOffset now)
    {
        // Who proves a key with its certificate proves the key. A vantage point has seen it where every address of the host that it looked at has it.
        var places = Sightings.GroupBy(one => one.Vantage, StringComparer.Ordinal).Where(place => place.All(one => one.Keys.Any(seen => key.Equals(seen) || key.Equals(seen.Certificate?.Key))))
            .Select(place => new Evidence(EvidenceClass.Possession, place.Key, now));
        var words = Testimonies.Where(one => one.Fingerprints.Contains(key.Fingerprint)).Select(one => new Evidence(one.Class, one.Source, now));
        var people = Settings.Confirmed.Where(one => one.Fingerprint == key.Fingerprint && one.By.Distinct(StringComparer.OrdinalIgnoreCase).Count() >= 2)
            .Select(one => new Evidence(EvidenceClass.ReadOut, $"{string.Join(" and ", one.By)}, {one.Channel}", now));
        return [.. places.Concat(words).Concat(people).DistinctBy(one => (one.Class, one.Source))];
    }

    /// <summary>A list of all keys was heard, and this one is on none.</summary>
    public bool IsStruck(SshHostKey key) =>
        Testimonies.Any(one => one is { IsWhole: true, Fault: null, Fingerprints.Count: > 0 }) && !Testimonies.Any(one => one.Fingerprints.Contains(key.Fingerprint));
}
