using Slipway.KnownHosts.Scanning;
using Slipway.KnownHosts.Trust;
using Slipway.Proposals;
using Slipway.Proposals.Forges;

namespace Slipway.KnownHosts.Proposing;

/// <summary>
/// Looks at the hosts of the file that the target branch has now, not of a checkout, which may be older, and proposes what follows. While a
/// request is open, its evidence keeps its moments: the same again changes nothing.
/// </summary>
public sealed class HostKeyProposer(Proposer proposer, ProbeLimits limits, TimeProvider time)
{
    /// <summary>From where; null: as the policy says.</summary>
    public IReadOnlyList<VantagePoint>? Vantages { get; init; }

    /// <exception cref="ProposalException">git or the forge refused.</exception>
    /// <exception cref="KnownHostsException">A file or a setting can't be used.</exception>
    public async Task<HostKeyOutcome> ProposeAsync(HostKeyProposal wanted, CancellationToken ct)
    {
        string[] paths = [wanted.Path, wanted.Path + KnownHostsFolder.LedgerEnding];
        var there = await proposer.ReadAsync(wanted.Target, paths, ct) ?? throw new ProposalException("git.no-branch", $"There is no branch {wanted.Target}: name another.");
        var now = wanted.Folder.With(there[paths[0]] ?? [], there[paths[1]] ?? []);
        var result = await new Survey(now, limits, time) { Vantages = Vantages, Seen = wanted.Seen }.RunAsync(wanted.Hosts, only: false, wanted.Others, ct);
        if (!result.Reports.Any(report => report.Changes.Count > 0))
        {
            return await NothingAsync(wanted, result, ct);
        }

        var earlier = await proposer.ReadAsync(wanted.Branch, paths, ct) is { } open && open[paths[1]] is { } bytes ? result.After.Ledger.WithMomentsOf(Ledger.Parse(bytes)) : result.After.Ledger;
        var title = ProposalText.Title(result);
        var proposal = new Proposal(wanted.Branch, wanted.Target, title, ProposalText.Body(result), title, [new(paths[0], result.After.File.Write()), new(paths[1], earlier.Write())])
        {
            Reviewers = wanted.Reviewers,
            Labels = wanted.Labels,
        };
        return await proposer.ProposeAsync(proposal, ct) switch
        {
            ProposalOutcome.Opened made => new(result, "opened", made.Request, made.Warnings),
            ProposalOutcome.Updated made => new(result, "updated", made.Request, made.Warnings),
            ProposalOutcome.Unchanged same => new(result, "unchanged", same.Request, []),
            ProposalOutcome.Declined declined => new(result, "declined", declined.Request, [$"These changes were closed by people in {declined.Request.Url}: they are not proposed again."]),
            ProposalOutcome.TakenOver taken => new(result, "taken-over", taken.Request, [$"{taken.By} has commits on {wanted.Branch}: nothing was overwritten."]),
            _ => new(result, "nothing", null, []),
        };
    }

    /// <summary>An open request is obsolete only where every host was seen, and is as the file says.</summary>
    async Task<HostKeyOutcome> NothingAsync(HostKeyProposal wanted, SurveyResult result, CancellationToken ct)
    {
        var open = (await proposer.OpenRequestsAsync(wanted.Branch, ct)).FirstOrDefault(request => request.Branch == wanted.Branch && request.Target == wanted.Target);
        if (open is null || result.Reports.Any(report => report.Verdict != HostVerdict.Right))
        {
            return new(result, "nothing", null, open is null ? [] : [$"{open.Url} stays open: not every host is as the file says."]);
        }

        await proposer.CloseAsync(open, "Obsolete: every host was seen, and the file says what is.", ct);
        return new(result, "closed", open, []);
    }
}
