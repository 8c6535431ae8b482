using System.CommandLine;
using Slipway.Cli.Forges;
using Slipway.KnownHosts;
using Slipway.KnownHosts.Proposing;
using Slipway.KnownHosts.Scanning;
using Slipway.Proposals.Git;

namespace Slipway.Cli.KnownHosts;

/// <summary><c>slipway known-hosts update --propose</c>: for the checkout's remote, with the checkout's policy.</summary>
static class HostKeyRequest
{
    public static async Task<HostKeyOutcome> ProposeAsync(
        ParseResult parsed, KnownHostsFolder folder, ProbeLimits limits, IReadOnlyList<HostAddress> hosts, IReadOnlyList<HostSighting> others, CancellationToken ct)
    {
        var place = Path.GetDirectoryName(Path.GetFullPath(folder.Path))!;
        var proposer = await ForgeSettings.OpenAsync(parsed, place, ct);
        var named = ForgeSettings.Target(parsed);
        var target = await ForgeSettings.TargetAsync(parsed, place, proposer, ct);
        var branch = HostKeyProposal.BranchFor(target, named is null || named == await proposer.DefaultBranchAsync(ct));
        var seen = await SeenFile.ReadAsync(parsed, folder, ct);
        var outcome = await new HostKeyProposer(proposer, limits, TimeProvider.System).ProposeAsync(
            new HostKeyProposal(folder, await GitRemote.PathOfAsync(folder.Path, ct), target, branch)
            {
                Seen = seen,
                Hosts = hosts,
                Others = others,
                Reviewers = ForgeSettings.Reviewers(parsed, folder.Policy.Reviewers),
                Labels = ForgeSettings.Labels(parsed, folder.Policy.Labels),
            },
            ct);
        await SeenFile.WriteAsync(parsed, folder, outcome.Result, ct);
        return outcome;
    }
}
