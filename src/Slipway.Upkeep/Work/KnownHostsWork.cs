using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Slipway.Contracts.Upkeep;
using Slipway.KnownHosts;
using Slipway.KnownHosts.Proposing;
using Slipway.KnownHosts.Scanning;
using Slipway.KnownHosts.Trust;
using Slipway.Platform;
using Slipway.Platform.Networks;
using Slipway.Proposals.Git;
using Slipway.Upkeep.Duties;
using Slipway.Upkeep.Runs;

namespace Slipway.Upkeep.Work;

/// <summary>
/// Host keys: what <c>slipway known-hosts update --propose</c> does, with the policy that the branch has. The project says whom to ask and
/// what to believe; from where, where to and how much is the server's to say.
/// </summary>
sealed class KnownHostsWork(DataFolder data, IOptions<UpkeepOptions> options, TimeProvider time) : IDutyWork
{
    readonly ReachableNetworks networks = new(options.Value.AllowedNetworks);

    public DutyKind Kind => DutyKind.KnownHosts;

    IReadOnlyList<VantagePoint> Vantages => options.Value.Vantages is { Length: > 0 } set ? [.. set.Select(one => VantagePoint.Parse(one.Name, one.Via))] : [VantagePoint.Here];

    public async Task<RunReport> RunAsync(DutyTask task, CancellationToken ct)
    {
        var (requests, findings) = (new List<UpkeepRequest>(), new List<UpkeepFinding>());
        foreach (var branch in task.Branches)
        {
            var outcome = await BranchAsync(task, branch, ct);
            foreach (var warning in outcome.Warnings)
            {
                task.Log.Say(warning);
            }

            findings.AddRange(outcome.Result.Reports.Select(report => Finding(branch, report)));
            if (outcome.Word != "nothing")
            {
                var own = HostKeyProposal.BranchFor(branch, branch == task.Project.DefaultBranch);
                requests.Add(new UpkeepRequest(branch, own, outcome.Word, outcome.Request?.Number, outcome.Request?.Title ?? "", string.Join(' ', outcome.Warnings)));
            }

            task.Log.Say($"{branch}: merge request {outcome.Word}{(outcome.Request is { } one ? $", !{one.Number}" : "")}.");
        }

        return new RunReport(requests, findings);
    }

    async Task<HostKeyOutcome> BranchAsync(DutyTask task, string branch, CancellationToken ct)
    {
        var path = task.Duty.File;
        using var fetched = await FetchedBranch.FetchAsync(task.Forge.Remote, branch, ct);
        var beside = path.Contains('/', StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : "";
        var folder = KnownHostsFolder.Of(
            path, PolicyFiles.InProject(beside, fetched.ReadAsync),
            await fetched.ReadAsync(path, ct), await fetched.ReadAsync(path + KnownHostsFolder.LedgerEnding, ct), await fetched.ReadAsync(path + KnownHostsFolder.PolicyEnding, ct));
        Check(folder, branch);
        if (folder.Policy.Vantages.Count > 0)
        {
            task.Log.Say("The policy's vantage points are not used here: the server looks from its own.");
        }

        task.Log.Say($"{branch}: {folder.Hosts.Count} hosts, from {string.Join(", ", Vantages.Select(one => one.Name))}.");
        var proposer = new HostKeyProposer(task.Forge.Proposer(time), ProbeLimits.Default with { MayConnect = networks.MayGo }, time) { Vantages = Vantages };
        var seen = SeenFile(task.Project.Id, branch, path);
        var outcome = await proposer.ProposeAsync(
            new HostKeyProposal(folder, path, branch, HostKeyProposal.BranchFor(branch, branch == task.Project.DefaultBranch))
            {
                Seen = folder.Policy.SeenHours > 0 ? await SeenKeys.ReadAsync(seen, ct) : new SeenKeys(),
                Reviewers = task.Reviewers(folder.Policy.Reviewers),
                Labels = folder.Policy.Labels,
            },
            ct);
        if (folder.Policy.SeenHours > 0)
        {
            await outcome.Result.Seen.WriteAsync(seen, ct);
        }

        return outcome;
    }

    // By what it is of, since a branch's name is no file's.
    string SeenFile(long projectId, string branch, string path) =>
        Path.Combine(data.UpkeepOf(projectId), $"seen-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{branch}\n{path}")))[..16]}.json");

    void Check(KnownHostsFolder folder, string branch)
    {
        var hosts = folder.Hosts.Count;
        if (hosts == 0)
        {
            throw new UpkeepException("upkeep.no-hosts", $"On {branch}, neither {folder.Path} nor its policy names a host. Write one there, or name another file.");
        }

        if (hosts > options.Value.MaxHosts)
        {
            throw new UpkeepException("upkeep.too-many-hosts", $"{folder.Path} names {hosts} hosts, and a run looks at {options.Value.MaxHosts} at most (Upkeep:MaxHosts).");
        }

        if (folder.Policy.Hosts.Values.Sum(host => host.Sources.Count) > options.Value.MaxSources)
        {
            throw new UpkeepException("upkeep.too-many-sources", $"The policy of {folder.Path} names more than {options.Value.MaxSources} sources (Upkeep:MaxSources).");
        }
    }

    static UpkeepFinding Finding(string branch, HostReport report) => new(branch, report.Host.ToString(), report.Verdict.ToString().ToLowerInvariant(),
    [
        .. report.Alarms.Select(alarm => $"Alarm: {alarm}"),
        .. report.Changes.Select(change => $"{change.Kind}: {change.Key.Type} {change.Key.Fingerprint}. {change.Why}"),
        .. report.Keys.Where(key => report.Changes.Any(change => change.Key.Equals(key.Key))).SelectMany(key => key.Evidence.Select(one => $"{key.Key.Fingerprint}: {ProposalText.Word(one.Class)} {one.Source}")),
        .. report.Notes,
    ]);
}
