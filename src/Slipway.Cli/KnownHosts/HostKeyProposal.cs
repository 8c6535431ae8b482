using System.CommandLine;
using Slipway.Cli.Forges;
using Slipway.KnownHosts;
using Slipway.KnownHosts.Scanning;
using Slipway.KnownHosts.Trust;
using Slipway.Proposals;
using Slipway.Proposals.Git;

namespace Slipway.Cli.KnownHosts;

/// <summary>
/// Looks at the hosts of the file that the target branch has now, not of the checkout, which may be older, and proposes what follows. While a
/// request is open, its evidence keeps its moments: the same again changes nothing.
/// </summary>
sealed class HostKeyProposal(ParseResult parsed, KnownHostsFolder folder, ProbeLimits limits)
{
    public const string Branch = "slipway/known-hosts";

    public async Task<(SurveyResult Result, string Outcome, string? Url, IReadOnlyList<string> Warnings)> RunAsync(IReadOnlyList<HostAddress> hosts, IReadOnlyList<HostSighting> others, CancellationToken ct)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(folder.Path))!;
        var proposer = await ForgeSettings.OpenAsync(parsed, directory, ct);
        var target = await ForgeSettings.TargetAsync(parsed, proposer, ct);
        string[] paths = [await GitRemote.PathOfAsync(folder.Path, ct), await GitRemote.PathOfAsync(folder.LedgerPath, ct)];
        var there = await proposer.ReadAsync(target, paths, ct) ?? throw new Failure(ExitCode.NotFound, $"There is no branch {target}.", "Name another with --target.");
        var now = folder.With(there[paths[0]] ?? [], there[paths[1]] ?? []);
        var result = await new Survey(now, limits, TimeProvider.System).RunAsync(hosts, only: false, others, ct);
        if (!result.Reports.Any(report => report.Changes.Count > 0))
        {
            return (result, await NothingAsync(proposer, result, target, ct), null, []);
        }

        var earlier = await proposer.ReadAsync(Branch, paths, ct) is { } open && open[paths[1]] is { } bytes ? result.After.Ledger.WithMomentsOf(Ledger.Parse(bytes)) : result.After.Ledger;
        var title = ProposalText.Title(result);
        var proposal = new Proposal(Branch, target, title, ProposalText.Body(result), title, [new(paths[0], result.After.File.Write()), new(paths[1], earlier.Write())])
        {
            Reviewers = ForgeSettings.Reviewers(parsed, folder.Policy.Reviewers),
            Labels = ForgeSettings.Labels(parsed, folder.Policy.Labels),
        };
        return await proposer.ProposeAsync(proposal, ct) switch
        {
            ProposalOutcome.Opened made => (result, "opened", made.Request.Url, made.Warnings),
            ProposalOutcome.Updated made => (result, "updated", made.Request.Url, made.Warnings),
            ProposalOutcome.Unchanged same => (result, "unchanged", same.Request.Url, []),
            ProposalOutcome.Declined declined => (result, "declined", declined.Request.Url, [$"These changes were closed by people in {declined.Request.Url}: they are not proposed again."]),
            ProposalOutcome.TakenOver taken => (result, "taken-over", taken.Request?.Url, [$"{taken.By} has commits on {Branch}: nothing was overwritten."]),
            _ => (result, "nothing", null, []),
        };
    }

    /// <summary>An open request is obsolete only where every host was seen, and is as the file says.</summary>
    static async Task<string> NothingAsync(Proposer proposer, SurveyResult result, string target, CancellationToken ct)
    {
        if (result.Reports.All(report => report.Verdict == HostVerdict.Right))
        {
            foreach (var request in (await proposer.OpenRequestsAsync(Branch, ct)).Where(request => request.Branch == Branch && request.Target == target))
            {
                await proposer.CloseAsync(request, "Obsolete: every host was seen, and the file says what is.", ct);
                return "closed";
            }
        }

        return "nothing";
    }
}
