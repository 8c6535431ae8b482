using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Queue;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;

namespace Slipway.BuildMachines.Reports;

/// <summary>What waits, by kind, and what the pools do about it: for admins, who see all projects.</summary>
sealed class QueueReport(JobQueue queue, WhyNoMachine pools, IProjectDirectory projects)
{
    const int Most = 500;

    /// <summary>Those first that wait longest.</summary>
    public async Task<IReadOnlyList<WaitingJobs>> ListAsync(CancellationToken ct)
    {
        var all = new List<WaitingJobs>();
        foreach (var (lane, jobs, oldest) in queue.Waiting.OrderBy(lane => lane.Oldest).Take(Most))
        {
            all.Add(new WaitingJobs(
                (await projects.FindAsync(lane.ProjectId, ct))?.Path ?? $"project {lane.ProjectId}", lane.Tags, lane.Protected, lane.Priority, jobs, oldest,
                pools.Of(lane, tell: true) ?? "No pool serves such jobs: a runner must."));
        }

        return all;
    }
}
