using Slipway.KnownHosts.File;

namespace Slipway.KnownHosts.Trust;

/// <summary>The file and its evidence after what the reports allow. The same reports of the same files give the same bytes.</summary>
public sealed record Revision(KnownHostsFile File, Ledger Ledger)
{
    public static Revision Of(KnownHostsFile file, Ledger ledger, IReadOnlyList<HostReport> reports, DateTimeOffset now)
    {
        var edit = new KnownHostsEdit(file);
        var after = Trust.Ledger.Parse(ledger.Write()); // a copy
        foreach (var report in reports)
        {
            var name = Assessor.LedgerName(file, report.Host);
            foreach (var change in report.Changes)
            {
                _ = change.Kind switch
                {
                    KeyChangeKind.Trust => edit.Add(report.Host, change.Key),
                    KeyChangeKind.Remove => edit.Remove(report.Host, change.Key),
                    KeyChangeKind.Revoke => edit.Revoke(report.Host, change.Key),
                    _ => edit,
                };
                if (change.Kind == KeyChangeKind.Revoke)
                {
                    after.Note(name, change.Key, KeyState.Revoked, now, []);
                }
            }

            foreach (var key in report.Keys.Where(key => key.State >= KeyState.Trusted && key.Missing is null))
            {
                var isNew = report.Changes.Any(change => change.Kind == KeyChangeKind.Trust && change.Key.Equals(key.Key));
                var inherited = !isNew && ledger.Find(name, key.Key.Fingerprint) is null ? [new Evidence(EvidenceClass.Inherited, "known_hosts", now)] : Array.Empty<Evidence>();
                after.Note(name, key.Key, key.State, now, [.. inherited, .. key.Evidence]);
            }
        }

        return new Revision(edit.Result, after);
    }
}
