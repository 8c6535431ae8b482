using Slipway.Formats.Ssh;
using Slipway.KnownHosts.File;

namespace Slipway.KnownHosts.Trust;

/// <summary>What a file should not have, though nothing of it is wrong by itself.</summary>
static class FileCare
{
    /// <summary>Notes on one host's lines.</summary>
    /// <param name="report">What was found of it now.</param>
    /// <param name="file">All lines.</param>
    /// <param name="overlapDays">How long two keys of one type may be there.</param>
    public static IEnumerable<string> Notes(HostReport report, KnownHostsFile file, Ledger ledger, int overlapDays, DateTimeOffset now)
    {
        var own = file.For(report.Host).Where(entry => entry.Key is not null).ToList();
        foreach (var twice in own.GroupBy(entry => entry.Key!).Where(same => same.Count() > 1))
        {
            yield return $"{twice.Key} is in the file {twice.Count()} times for this host.";
        }

        foreach (var entry in own.DistinctBy(entry => entry.Key))
        {
            var others = file.Entries.Where(other => other.Marker == LineMarker.None && entry.Key!.Equals(other.Key) && !other.Matches(report.Host) && other.Hosts != entry.Hosts).SelectMany(other => other.Patterns)
                .Select(pattern => pattern.Literal).OfType<HostAddress>().Where(host => host.Name != report.Host.Name).Distinct().Take(5).ToList();
            if (others.Count > 0)
            {
                yield return $"{entry.Key} is also {string.Join(", ", others)}'s: whoever has one of them can be the other.";
            }
        }

        foreach (var kind in own.Select(entry => entry.Key!).Distinct().GroupBy(key => key.Type, StringComparer.Ordinal).Where(kind => kind.Count() > 1))
        {
            var name = Assessor.LedgerName(file, report.Host);
            var old = kind.Where(key => ledger.Find(name, key.Fingerprint) is { State: KeyState.Trusted } known && now - known.Since > TimeSpan.FromDays(overlapDays)).ToList();
            if (old.Count > 1)
            {
                yield return $"Two keys of the type {kind.Key} are trusted for more than {overlapDays} days: {string.Join(", ", old.Select(key => key.Fingerprint))}. If the host has given one up, take its line out.";
            }
        }
    }
}
