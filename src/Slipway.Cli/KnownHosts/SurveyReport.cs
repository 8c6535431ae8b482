using Slipway.Formats.Ssh;
using Slipway.KnownHosts;
using Slipway.KnownHosts.Proposing;
using Slipway.KnownHosts.Scanning;
using Slipway.KnownHosts.Trust;

namespace Slipway.Cli.KnownHosts;

/// <summary>The result of <c>check</c> and <c>update</c>, for machines and for people.</summary>
static class SurveyReport
{
    public static SurveyDocument Of(SurveyResult result, string? outcome = null, string? request = null) => new([.. result.Reports.Select(Host)], outcome, request);

    /// <summary>0: all is right, or the changes are made; 1: not all was seen; 8: somebody must look.</summary>
    public static int ExitCode(SurveyResult result, bool updated) =>
        result.Reports.Any(report => report.Verdict is HostVerdict.Alarm or HostVerdict.Unproven || (!updated && report.Changes.Count > 0)) ? Cli.ExitCode.NotVerified
        : result.Reports.Any(report => report.Verdict == HostVerdict.Unseen) ? Cli.ExitCode.Failed
        : Cli.ExitCode.Done;

    public static void Tell(TextWriter to, SurveyResult result)
    {
        foreach (var report in result.Reports)
        {
            to.WriteLine(Plain.Line($"{Word(report.Verdict),-8} {report.Host}"));
            foreach (var alarm in report.Alarms) to.WriteLine(Plain.Line($"  ALARM  {alarm}"));
            foreach (var change in report.Changes) to.WriteLine(Plain.Line($"  {Word(change.Kind),-6} {Short(change.Key)}  {change.Why}"));
            foreach (var note in report.Notes) to.WriteLine(Plain.Line($"  note   {note}"));
        }
    }

    public static EvidenceLine Line(Evidence evidence) => new(ProposalText.Word(evidence.Class), evidence.Source, evidence.At);

    static SurveyHost Host(HostReport report) => new(
        report.Host.ToString(), Word(report.Verdict),
        [.. report.Keys.Select(key => new SurveyKey(key.Key.Type, key.Key.Fingerprint, key.State.ToString().ToLowerInvariant(), [.. key.Evidence.Select(Line)], key.Missing))],
        [.. report.Changes.Select(change => new SurveyChange(Word(change.Kind), change.Key.Type, change.Key.Fingerprint, change.Why))], report.Alarms, report.Notes);

    static string Word(HostVerdict verdict) => verdict.ToString().ToLowerInvariant();

    static string Word(KeyChangeKind kind) => kind.ToString().ToLowerInvariant();

    static string Short(SshHostKey key) => $"{key.Type} {key.Fingerprint}";
}
