using Slipway.DependencyUpdates.Configuration;
using Slipway.DependencyUpdates.Updates.Planning;
using Slipway.DependencyUpdates.Updates.Preparing;
using Slipway.DependencyUpdates.Updates.Run;
using Slipway.Proposals;
using Slipway.Proposals.Forges;

namespace Slipway.DependencyUpdates.Updates.Proposing;

/// <summary>Turns planned updates into requests: opens, changes, closes and merges them. What is open already is the only state it has.</summary>
public sealed class UpdateProposer(Proposer proposer, DependencyRun run, DependencySettings settings, TimeProvider time)
{
    IReadOnlyList<ForgeRequest>? _open;

    /// <summary>False where only some components are looked at: what the others have open is not judged.</summary>
    public bool ClosesObsolete { get; init; } = true;

    /// <summary>Of the branches that are ours: <see cref="UpdatePlan.BranchPrefix"/>, or <see cref="UpdatePlan.SecurityPrefix"/> in the private project.</summary>
    public string Lane { get; init; } = UpdatePlan.BranchPrefix;

    /// <param name="target">The branch that it is for.</param>
    /// <param name="below">Null: it is the default branch; else as the plan was made with.</param>
    /// <param name="known">The branch's results: a component whose source did not answer keeps its request.</param>
    public async Task<IReadOnlyList<ProposalReport>> ProposeAsync(UpdatePlan plan, string target, string? below, RunResults known, CancellationToken ct)
    {
        _open ??= await proposer.OpenRequestsAsync(Lane, ct);
        var isSecret = Lane == UpdatePlan.SecurityPrefix;
        var frozen = isSecret ? [] : _open.Where(request => request.Target == target && plan.Frozen.Contains(request.Branch)).ToList();
        var planned = isSecret ? plan.Security : [.. plan.Updates.Where(update => !frozen.Any(request => request.Branch == update.Branch))];
        var (now, later) = isSecret ? (planned, []) : OpenLimit.Apply(settings, planned, _open.Select(request => request.Branch).ToHashSet(StringComparer.Ordinal), time.GetUtcNow());
        var reports = new List<ProposalReport>();
        foreach (var update in now) reports.Add(await OneAsync(update, target, known, ct));
        reports.AddRange(later.Select(one => new ProposalReport(one.Update.Branch, target, "", "later", one.Reason, null) { Plan = one.Update }));
        reports.AddRange(frozen.Select(request => new ProposalReport(request.Branch, target, request.Title, "unchanged", "", request.Url)));
        if (!ClosesObsolete) return reports;
        var obsolete = new ObsoleteRequests(Lane, planned, [.. frozen.Select(request => request.Branch)], below, known);
        foreach (var request in _open.Where(request => request.Target == target))
        {
            if (obsolete.WhyClose(request.Branch) is { } reason) reports.Add(await CloseAsync(request, reason, ct));
        }

        return reports;
    }

    async Task<ProposalReport> OneAsync(PlannedUpdate update, string target, RunResults known, CancellationToken ct)
    {
        var prepared = await run.PrepareAsync(known, update, ct);
        if (prepared is PreparedUpdate.Refused refused) return new(update.Branch, target, "", "refused", $"{refused.Reason} {refused.Remedy}", null) { Plan = update, Code = refused.Code };
        var ready = (PreparedUpdate.Ready)prepared;
        try
        {
            var outcome = await proposer.ProposeAsync(new(update.Branch, target, ready.Title, ready.Body, ready.Message, [.. ready.Files.Select(file => new FileChange(file.Path, file.After) { Before = file.Before })])
            {
                Subject = update.Subject, Labels = [.. update.Labels], Reviewers = [.. update.Reviewers],
            }, ct);
            var report = ProposalReport.Of(outcome, update, target, ready.Title);
            // What goes into a security release is merged by its team.
            return update.Automerge && Lane == UpdatePlan.BranchPrefix && outcome is { Commit: { } commit, OpenRequest: { } request } ? await MergeAsync(report, request, commit, ready.Concern, ct) : report;
        }
        catch (ProposalException failed)
        {
            return new(update.Branch, target, ready.Title, "failed", failed.Message, null) { Plan = update, Code = failed.Code };
        }
    }

    /// <summary>Only where the rules say so, nothing needs a person's eye, and the pipeline is green.</summary>
    async Task<ProposalReport> MergeAsync(ProposalReport report, ForgeRequest request, string commit, string? concern, CancellationToken ct)
    {
        if (concern is not null) return report.And($"It is not merged by itself: {concern}");
        var merge = await proposer.MergeAsync(request, commit, ct);
        return merge.State switch
        {
            ForgeMergeState.Merged => report with { Outcome = "merged" },
            ForgeMergeState.Waits => report.And(merge.Says),
            _ => report.And($"It is not merged by itself: {merge.Says}"),
        };
    }

    async Task<ProposalReport> CloseAsync(ForgeRequest request, string reason, CancellationToken ct)
    {
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
