using Slipway.DependencyUpdates.Managers;
using Slipway.DependencyUpdates.Updates;
using Slipway.DependencyUpdates.Updates.Checking;
using Slipway.DependencyUpdates.Updates.Planning;
using Slipway.DependencyUpdates.Updates.Preparing;
using Slipway.DependencyUpdates.Updates.Proposing;

namespace Slipway.Cli.Deps;

/// <summary>From what the module knows to what is told.</summary>
static class Reports
{
    public static DepsReport Of(Survey survey, IEnumerable<ComponentReport> components, IReadOnlyList<string> notes) => new(
        survey.Settings.Source, [.. components], [.. survey.Faults.Select(Of)], [.. survey.Warnings.Select(Of)], survey.Silent.Count(), notes);

    public static FaultReport Of(Fault fault) => new(fault.File, fault.Line, fault.Code, fault.Message, fault.Remedy);

    public static ComponentReport Of(Component component)
    {
        var state = component.Unwatched is not null ? "unwatched" : component.Query is null ? "silent" : "watched";
        return Basic(component, state) with { Why = component.Unwatched };
    }

    public static ComponentReport Of(CheckResult result) => result switch
    {
        CheckResult.Unwatched { Reason: null } silent => Basic(silent.Component, "silent"),
        CheckResult.Unwatched unwatched => Basic(unwatched.Component, "unwatched") with { Why = unwatched.Reason },
        CheckResult.Ignored ignored => Basic(ignored.Component, "ignored") with { Why = ignored.Reason },
        CheckResult.Failed failed => Basic(failed.Component, "failed") with { Why = failed.Reason, Code = failed.Code, Remedy = failed.Remedy },
        CheckResult.Moved moved => Basic(moved.Component, "moved") with { Newest = moved.Commit, Why = $"The branch {moved.Branch} has another commit now, and commits have no order: change it by hand." },
        CheckResult.Newer newer => Basic(newer.Component, newer.Ready.Count > 0 ? "newer" : "waiting") with
        {
            Newer = [.. newer.Ready.Select(upgrade => upgrade.Value)], Newest = newer.Newest.Value, Vulnerabilities = [.. newer.Vulnerabilities.Select(vulnerability => vulnerability.Id)],
            Why = newer.Waiting.Count > 0 ? $"{newer.Waiting[0].Upgrade.Value} was seen first at {newer.Waiting[0].Since:yyyy-MM-dd HH:mm} and waits until {newer.Waiting[0].Until:yyyy-MM-dd HH:mm} UTC." : null,
        },
        _ => Basic(result.Component, "up-to-date"),
    };

    static ComponentReport Basic(Component component, string state) => new(
        component.Manager, component.Name, component.Current, state, component.Query?.Datasource, component.Query?.Package, component.Query?.Registry,
        component.Places.Count > 0 ? [.. component.Places.Select(place => place == component.At ? $"{place.File}:{component.Line}" : place.File)] : [$"{component.At.File}:{component.Line}"], component.Checksums.Count, [], null, null, null, null, component.Locked, []);

    public static IReadOnlyList<StepReport> Steps(PlannedUpdate plan) => [.. plan.Steps.SelectMany(step => step.Occurrences).Select(one => new StepReport(one.Component.Manager, one.Component.Name, one.Component.Current, one.Upgrade.Value, one.Upgrade.Level.ToString().ToLowerInvariant()))];

    public static ManualReport Of(string target, PlannedStep step, string reason) => new(target, step.Component.Manager, step.Component.Name, step.Component.Current, step.Upgrade.Value, reason.Replace("VERSION", step.Upgrade.Value, StringComparison.Ordinal));

    /// <param name="made">What became of it; null: nothing was made.</param>
    public static EmbargoReport Embargoed(string target, PlannedUpdate update, RequestReport? made) => new(
        target, made?.Title ?? "", made?.Outcome ?? "known", made?.Says ?? "", made?.Url, Steps(update), [.. update.Steps.SelectMany(step => step.Vulnerabilities).Select(vulnerability => vulnerability.Id).Distinct(StringComparer.Ordinal)]);

    public static RequestReport Of(ProposalReport report) => new(report.Target, report.Branch, report.Title, report.Outcome, report.Says, report.Code, report.Url, report.Plan is null ? [] : Steps(report.Plan), null);

    public static RequestReport Of(PreparedUpdate prepared, string outcome) => prepared switch
    {
        PreparedUpdate.Ready ready => new("", ready.Plan.Branch, ready.Title, outcome, "", null, null, Steps(ready.Plan), ready.Body),
        PreparedUpdate.Refused refused => new("", refused.Plan.Branch, "", "refused", $"{refused.Reason} {refused.Remedy}", refused.Code, null, Steps(refused.Plan), null),
        _ => throw new NotSupportedException(prepared.GetType().Name),
    };
}
