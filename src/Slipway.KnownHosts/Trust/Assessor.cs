using Slipway.Formats.Ssh;
using Slipway.KnownHosts.File;
using Slipway.KnownHosts.Scanning;

namespace Slipway.KnownHosts.Trust;

/// <summary>Puts together what was seen and what was said of one host, and says what follows. Touches nothing.</summary>
public sealed class Assessor(Policy policy, KnownHostsFile file, Ledger ledger, DateTimeOffset now)
{
    /// <summary>Since when keys are seen, where the policy asks for hours.</summary>
    public SeenKeys Seen { get; init; } = new();

    /// <param name="sightings">One for each vantage point and address.</param>
    /// <param name="testimonies">One for each source.</param>
    public HostReport Assess(HostAddress host, IReadOnlyList<HostSighting> sightings, IReadOnlyList<Testimony> testimonies)
    {
        var settings = policy.For(host);
        var entries = file.For(host).Where(entry => entry.Key is not null).Select(entry => entry.Key!).Distinct().ToList();
        var revoked = file.For(host, LineMarker.Revoked).Select(entry => entry.Key).OfType<SshHostKey>().ToHashSet();
        var compromised = settings.Compromised.ToHashSet(StringComparer.Ordinal);
        // A vantage point from which one address was seen in part has not seen the host.
        var places = sightings.GroupBy(one => one.Vantage, StringComparer.Ordinal).ToList();
        var whole = places.Where(place => place.All(one => one.IsComplete)).ToList();
        var complete = whole.SelectMany(place => place).ToList();
        var look = new Look(host, complete, testimonies, settings, entries, compromised);

        var (keys, changes, alarms, notes) = (new List<KeyReport>(), new List<KeyChange>(), new List<string>(), new List<string>());
        notes.AddRange(sightings.SelectMany(one => one.Faults.Select(fault => $"From {one.Place}{(fault.Kind is null ? "" : $", {fault.Kind}")}: {fault.Text}")));
        notes.AddRange(sightings.SelectMany(one => one.Unreached.Select(text => $"From {one.Vantage} not at {text}")));
        notes.AddRange(testimonies.Where(one => one.Fault is not null).Select(one => $"{one.Source}: {one.Fault}"));

        // A compromise needs no look at the host.
        foreach (var key in Known(host, entries).Where(key => compromised.Contains(key.Fingerprint) && !revoked.Contains(key)))
        {
            changes.Add(new KeyChange(KeyChangeKind.Revoke, key, "The policy says that it is compromised."));
        }

        alarms.AddRange(sightings.SelectMany(one => one.Faults.Where(fault => fault.Fault == ProbeFault.NotProven).Select(fault => $"From {one.Place}: {fault.Text}")));
        foreach (var key in look.Seen.Where(key => revoked.Contains(key) || compromised.Contains(key.Fingerprint)))
        {
            alarms.Add($"The host still uses {key}, which is revoked.");
        }

        var disagreement = Disagreement(look, revoked);
        alarms.AddRange(disagreement);
        foreach (var key in look.Seen.Concat(look.Vouched).Distinct().Where(key => key.Certificate is null && !entries.Contains(key) && !revoked.Contains(key) && !compromised.Contains(key.Fingerprint)))
        {
            AssessNew(look, key, disagreement.Count > 0, keys, changes, alarms, notes);
        }

        foreach (var key in entries)
        {
            AssessKnown(look, key, revoked, keys, changes, notes);
        }

        var enough = whole.Count >= policy.VantageMinimum || whole.Count == places.Count;
        var verdict = alarms.Count > 0 ? HostVerdict.Alarm
            : changes.Count > 0 ? HostVerdict.Changed
            : complete.Count == 0 || !enough ? HostVerdict.Unseen
            : keys.Exists(key => key.Missing is not null && look.Seen.Contains(key.Key)) ? HostVerdict.Unproven
            : HostVerdict.Right;
        return new HostReport(host, verdict, keys, changes, alarms, notes);
    }

    void AssessNew(Look look, SshHostKey key, bool disputed, List<KeyReport> keys, List<KeyChange> changes, List<string> alarms, List<string> notes)
    {
        var evidence = look.EvidenceOf(key, now);
        var missing = disputed ? "the vantage points do not see the same host"
            : look.Seen.Contains(key) && !evidence.Any(one => one.Class == EvidenceClass.Possession) ? "not every address of the host shows it"
            : PromotionRule.Missing(evidence, policy.VantageMinimum, look.Compromised.Count > 0);
        missing ??= key.Weakness is { } weak ? $"it is weak: {weak}" : null;
        var young = missing is null ? Young(look.Host, key) : null;
        missing ??= young;
        keys.Add(new KeyReport(key, missing is null ? KeyState.Trusted : evidence.Any(one => one.IsStrong) ? KeyState.Corroborated : KeyState.Candidate, evidence, missing));
        if (missing is null)
        {
            changes.Add(new KeyChange(KeyChangeKind.Trust, key, $"Vouched for by {string.Join(", ", evidence.Where(one => one.IsStrong).Select(one => one.Source))}."));
        }
        else if (young is null && look.Trusted.Any(other => other.Type == key.Type) && look.Seen.Contains(key))
        {
            alarms.Add($"The host shows {key}, another key of this type than the file has: {missing}.");
        }
        else
        {
            notes.Add($"Not trusted: {key}: {missing}.");
        }
    }

    string? Young(HostAddress host, SshHostKey key)
    {
        var since = Seen.First(host, key.Fingerprint) ?? now;
        return now - since < TimeSpan.FromHours(policy.SeenHours) ? $"it was seen first at {since:yyyy-MM-dd HH:mm} UTC, and must be seen for {policy.SeenHours:0.##} hours" : null;
    }

    void AssessKnown(Look look, SshHostKey key, HashSet<SshHostKey> revoked, List<KeyReport> keys, List<KeyChange> changes, List<string> notes)
    {
        var evidence = look.EvidenceOf(key, now);
        var before = ledger.Find(LedgerName(look.Host), key.Fingerprint);
        if (look.Compromised.Contains(key.Fingerprint) || revoked.Contains(key))
        {
            keys.Add(new KeyReport(key, KeyState.Revoked, evidence, null));
            return;
        }

        if (key.Weakness is { } weak)
        {
            notes.Add($"{key} is weak: {weak}.");
        }

        if (look.Sightings.Count == 0)
        {
            return; // nothing is known now, and nothing is said
        }

        var another = look.Trusted.Any(other => !other.Equals(key) && look.Seen.Contains(other)) || changes.Exists(change => change.Kind == KeyChangeKind.Trust);
        if (look.Seen.Contains(key) || !look.IsStruck(key) || !another)
        {
            // What can't be seen now may be hidden behind another of its type: only its operator's word retires it.
            keys.Add(new KeyReport(key, KeyState.Trusted, evidence, null));
            return;
        }

        var since = before is { State: KeyState.Retiring } ? before.Since : now;
        var over = now - since >= TimeSpan.FromDays(policy.OverlapDays);
        keys.Add(new KeyReport(key, over ? KeyState.Retired : KeyState.Retiring, evidence, null));
        if (over || before?.State != KeyState.Retiring)
        {
            changes.Add(over
                ? new KeyChange(KeyChangeKind.Remove, key, $"Its operator names it no more since {since:yyyy-MM-dd}, and nobody has seen it.")
                : new KeyChange(KeyChangeKind.Retire, key, $"Its operator names it no more. It goes in {policy.OverlapDays} days."));
        }
    }

    /// <summary>One kind of key, two vantage points, two keys of which one is not trusted: an impostor sits on one of the ways.</summary>
    static List<string> Disagreement(Look look, HashSet<SshHostKey> revoked)
    {
        var alarms = new List<string>();
        foreach (var kind in look.Seen.Where(key => key.Certificate is null).GroupBy(key => key.Type, StringComparer.Ordinal).Where(kind => kind.Count() > 1))
        {
            var strange = kind.Where(key => (!look.Trusted.Contains(key) || revoked.Contains(key)) && !look.Sightings.All(one => one.Keys.Contains(key))).ToList();
            if (strange.Count > 0)
            {
                var who = look.Sightings.Select(one => one.Vantage).Distinct(StringComparer.Ordinal).Count() > 1 ? "The vantage points see" : "The host's addresses show";
                alarms.Add($"{who} different keys: {string.Join("; ", look.Sightings.Select(one => $"{one.Place} {string.Join(" ", one.Keys.Where(key => key.Type == kind.Key))}"))}.");
            }
        }

        return alarms;
    }

    IEnumerable<SshHostKey> Known(HostAddress host, IEnumerable<SshHostKey> entries) => entries
        .Concat((ledger.Hosts.GetValueOrDefault(LedgerName(host)) ?? []).Values.Select(key => SshHostKey.Parse(key.Type, key.Key))).Distinct();

    /// <summary>A host that the file knows by a hash only is named by it.</summary>
    public string LedgerName(HostAddress host) => LedgerName(file, host);

    internal static string LedgerName(KnownHostsFile file, HostAddress host)
    {
        var name = host.ToString();
        var patterns = file.For(host).SelectMany(entry => entry.Patterns).ToList();
        return patterns.Exists(pattern => pattern.Literal == host) ? name : patterns.Find(pattern => pattern.Hashed?.Is(name) is true)?.Text ?? name;
    }
}
