using Slipway.KnownHosts;
using Slipway.KnownHosts.File;

namespace Slipway.Cli.KnownHosts;

/// <summary>Why keys are trusted, from the file and its evidence alone.</summary>
static class Explanation
{
    /// <param name="subject">A host, or a fingerprint.</param>
    public static IReadOnlyList<ExplainedKey> Of(KnownHostsFolder folder, string subject)
    {
        var found = new List<ExplainedKey>();
        var host = subject.StartsWith("SHA256:", StringComparison.Ordinal) ? null : HostAddress.TryParse(subject);
        foreach (var (line, index) in folder.File.Lines.Select((line, index) => (line, index)))
        {
            if (line.Entry is { Key: { } key } entry && (host is null ? key.Fingerprint == subject : entry.Matches(host)))
            {
                var known = entry.Patterns.Select(pattern => folder.Ledger.Find(pattern.Text, key.Fingerprint)).FirstOrDefault(one => one is not null);
                var state = entry.Marker switch { LineMarker.Revoked => "revoked", LineMarker.CertAuthority => "authority", _ => known?.State.ToString().ToLowerInvariant() ?? "trusted" };
                found.Add(new ExplainedKey(entry.Hosts, key.Type, key.Fingerprint, state, known?.Since, index + 1, [.. (known?.Evidence ?? []).Select(SurveyReport.Line)]));
            }
        }

        // Keys that are in the file no more.
        foreach (var (name, keys) in folder.Ledger.Hosts)
        {
            found.AddRange(keys.Where(key => (host is null ? key.Key == subject : name == host.ToString()) && !found.Exists(one => one.Fingerprint == key.Key))
                .Select(key => new ExplainedKey(name, key.Value.Type, key.Key, key.Value.State.ToString().ToLowerInvariant(), key.Value.Since, null, [.. key.Value.Evidence.Select(SurveyReport.Line)])));
        }

        return found;
    }

    public static void Tell(TextWriter to, IReadOnlyList<ExplainedKey> keys)
    {
        foreach (var key in keys)
        {
            to.WriteLine(Plain.Line($"{key.Host} {key.Type} {key.Fingerprint}"));
            to.WriteLine(Plain.Line($"  {key.State}{(key.Since is { } since ? $" since {Plain.Instant(since)}" : "")}{(key.Line is { } line ? $", line {line}" : ", not in the file")}"));
            foreach (var evidence in key.Evidence) to.WriteLine(Plain.Line($"  {Plain.Instant(evidence.At)}  {evidence.Class} {evidence.Source}"));
            if (key.Evidence.Count == 0) to.WriteLine("  no evidence is kept: slipway known-hosts update looks for some");
        }
    }
}
