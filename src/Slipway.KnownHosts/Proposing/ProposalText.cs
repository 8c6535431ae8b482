using System.Text;
using Slipway.KnownHosts.Trust;

namespace Slipway.KnownHosts.Proposing;

/// <summary>What people read who are asked to let a change in: which keys, and why each may be believed. The same result gives the same text.</summary>
public static class ProposalText
{
    public static string Title(SurveyResult result)
    {
        var hosts = result.Reports.Where(report => report.Changes.Count > 0).Select(report => report.Host.ToString()).ToList();
        return hosts.Count switch { 0 => "SSH host keys: evidence", 1 or 2 => $"SSH host keys of {string.Join(" and ", hosts)}", _ => $"SSH host keys of {hosts.Count} hosts" };
    }

    /// <summary>Markdown.</summary>
    public static string Body(SurveyResult result)
    {
        var text = new StringBuilder("`slipway known-hosts update` found changes, and the evidence that they are right. Please look at them, compare what you can over another way, and merge it yourself: nobody else will.\n");
        foreach (var report in result.Reports.Where(report => report.Changes.Count > 0))
        {
            text.Append($"\n## {report.Host}\n\n| change | key | why |\n|---|---|---|\n");
            foreach (var change in report.Changes)
            {
                text.Append($"| {Word(change.Kind)} | `{change.Key.Type}` `{change.Key.Fingerprint}` | {Cell(change.Why)} |\n");
            }

            foreach (var key in report.Keys.Where(key => report.Changes.Any(change => change.Key.Equals(key.Key)) && key.Evidence.Count > 0))
            {
                text.Append($"\nEvidence for `{key.Key.Fingerprint}`:\n\n");
                foreach (var evidence in key.Evidence)
                {
                    text.Append($"- {Word(evidence.Class)}: {Cell(evidence.Source)}\n");
                }
            }
        }

        var alarms = result.Reports.SelectMany(report => report.Alarms.Select(alarm => $"- **{report.Host}**: {Cell(alarm)}\n")).ToList();
        return alarms.Count == 0 ? text.ToString() : text.Append("\n## Not changed here, and to be looked at\n\n").AppendJoin("", alarms).ToString();
    }

    public static string Word(EvidenceClass kind) => kind switch
    {
        EvidenceClass.Possession => "the host proved that it has it, seen from",
        EvidenceClass.Continuity => "the host proved it under a key that was trusted",
        EvidenceClass.PublishedList => "published by its operator at",
        EvidenceClass.HostAuthority => "certified by",
        EvidenceClass.SignedDns => "DNSSEC, checked up to the root",
        EvidenceClass.SignedStatement => "a signed statement",
        EvidenceClass.ReadOut => "compared by",
        _ => "was in the file before there was evidence",
    };

    static string Word(KeyChangeKind kind) => kind switch { KeyChangeKind.Trust => "new", KeyChangeKind.Retire => "retiring", KeyChangeKind.Remove => "removed", _ => "**revoked**" };

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
