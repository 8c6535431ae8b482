using Slipway.DependencyUpdates.Configuration;
using Slipway.DependencyUpdates.Updates.Checking;
using Slipway.DependencyUpdates.Updates.Planning;
using Slipway.DependencyUpdates.Updates.Preparing;
using Slipway.DependencyUpdates.Updates.Run;
using Slipway.Proposals;
using Slipway.Proposals.Forges;

namespace Slipway.DependencyUpdates.Updates.Proposing;

/// <summary>Turns a plan into requests: opens, changes and closes them. What is open already is the only state it has.</summary>
public sealed class UpdateProposer(Proposer proposer, DependencyRun run, DependencySettings settings, TimeProvider time)
{
    IReadOnlyList<ForgeRequest>? _open;

    /// <summary>False where only some components are looked at: what the others have open is not judged.</summary>
    public bool ClosesObsolete { get; init; } = true;

    /// <param name="target">The branch that it is for.</param>
    /// <param name="below">Null: it is the default branch; else as the plan was made with.</param>
    /// <param name="known">The branch's results: a component whose source did not answer keeps its request.</param>
    public async Task<IReadOnlyList<ProposalReport>> ProposeAsync(UpdatePlan plan, string target, string? below, RunResults known, CancellationToken ct)
    {
        _open ??= await proposer.OpenRequestsAsync(UpdatePlan.BranchPrefix, ct);
        var (now, later) = OpenLimit.Apply(settings, plan.Updates, _open.Select(request => request.Branch).ToHashSet(StringComparer.Ordinal), time.GetUtcNow());
        var reports = new List<ProposalReport>();
        foreach (var update in now) reports.Add(await OneAsync(update, target, known, ct));
        reports.AddRange(later.Select(one => new ProposalReport(one.Update.Branch, target, "", "later", one.Reason, null) { Plan = one.Update }));
        if (!ClosesObsolete) return reports;
        foreach (var request in Obsolete(plan, target, below, known)) reports.Add(await CloseAsync(request, plan, ct));
        return reports;
    }

    async Task<ProposalReport> OneAsync(PlannedUpdate update, string target, RunResults known, CancellationToken ct)
    {
        var prepared = await run.PrepareAsync(known, update, ct);
        if (prepared is PreparedUpdate.Refused refused) return new(update.Branch, target, "", "refused", $"{refused.Reason} {refused.Remedy}", null) { Plan = update, Code = refused.Code };
        var ready = (PreparedUpdate.Ready)prepared;
        try
        {
            var outcome = await proposer.ProposeAsync(new(update.Branch, target, ready.Title, ready.Body, ready.Message, [.. ready.Files.Select(file => new FileChange(file.Key, file.Value))])
            {
                Labels = [.. update.Labels], Reviewers = [.. update.Reviewers],
            }, ct);
            return Report(outcome, update, target, ready.Title);
        }
        catch (ProposalException failed)
        {
            return new(update.Branch, target, ready.Title, "failed", failed.Message, null) { Plan = update, Code = failed.Code };
        }
    }

    static ProposalReport Report(ProposalOutcome outcome, PlannedUpdate update, string target, string title) => outcome switch
    {
        ProposalOutcome.Opened opened => new(update.Branch, target, title, "opened", string.Join(' ', opened.Warnings), opened.Request.Url),
        ProposalOutcome.Updated updated => new(update.Branch, target, title, "updated", string.Join(' ', updated.Warnings), updated.Request.Url),
        ProposalOutcome.Unchanged unchanged => new(update.Branch, target, title, "unchanged", "", unchanged.Request.Url),
        ProposalOutcome.TakenOver taken => new(update.Branch, target, title, "taken-over", $"{taken.By} has commits on the branch; nothing was overwritten.", taken.Request?.Url),
        ProposalOutcome.Declined declined => new(update.Branch, target, title, "declined", "People closed it for exactly this change; it is not opened again.", declined.Request.Url),
        _ => new ProposalReport(update.Branch, target, title, "nothing", "The branch has it already.", null),
    } with { Plan = update };

    /// <summary>Open requests to this branch that no plan has any more. One whose component could not be looked up now says nothing, and stays.</summary>
    IEnumerable<ForgeRequest> Obsolete(UpdatePlan plan, string target, string? below, RunResults known)
    {
        var failed = known.Results.OfType<CheckResult.Failed>().ToList();
        var kept = plan.Updates.Select(update => update.Branch).Concat(failed.SelectMany(result => UpdatePlan.BranchesOf(result.Component, below))).ToHashSet(StringComparer.Ordinal);
        // A group of which not all is known is kept as well.
        return _open!.Where(request => request.Target == target && !kept.Contains(request.Branch) && (failed.Count == 0 || !request.Branch.Contains("/group-", StringComparison.Ordinal)));
    }

    async Task<ProposalReport> CloseAsync(ForgeRequest request, UpdatePlan plan, CancellationToken ct)
    {
        var reason = plan.Embargoed.Count > 0
            ? "There is nothing to do here any more."
            : "This update is obsolete: the branch has it, a rule leaves it out, it is held, or its component is gone.";
        try
        {
            var deleted = await proposer.CloseAsync(request, reason, ct);
            return new(request.Branch, request.Target, request.Title, "closed", deleted ? reason : $"{reason} Its branch has commits of others and stays.", request.Url);
        }
        catch (ProposalException failed)
        {
            return new(request.Branch, request.Target, request.Title, "failed", failed.Message, request.Url) { Code = failed.Code };
        }
    }
}
