using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Runners;
using Slipway.Contracts.BuildMachines;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Queue;

/// <summary>Answers why a job does not run: what it waits for, which runner could take it, and what keeps each from it.</summary>
sealed class WhyWaiting(IDbContextFactory<SlipwayDb> databases, JobQueue queue, RunnerDirectory runners, RunnerContacts machines, WhyNoMachine pools, TimeProvider time)
{
    /// <param name="tellRunners">Names of runners are not for everybody who may read a project.</param>
    public async Task<WaitReason> AskAsync(Job job, bool tellRunners, CancellationToken ct) => job.State switch
    {
        JobState.Pending when job.IsTrigger => new("upstream", "The server is about to start its pipeline.", null, []),
        JobState.Pending => OfRunners(job, tellRunners),
        JobState.Created => new("needs", await NeedsAsync(job, ct), null, []),
        JobState.Manual => new("manual", "It is a manual job: somebody has to start it.", $"slipway job play {job.Id}", []),
        JobState.Scheduled => new("delayed", $"It is delayed until {job.ScheduledAt:yyyy-MM-dd HH:mm:ss} UTC.", $"slipway job play {job.Id} starts it now.", []),
        JobState.WaitingForResource => new("resource", await HolderAsync(job, ct), null, []),
        JobState.Assigned => new("unconfirmed", "A runner was given it and has not confirmed it yet. Without that it is queued again soon.", null, []),
        JobState.Running when job.IsTrigger => new("upstream", $"It waits for the pipeline {job.DownstreamPipelineId} that it started.", null, []),
        _ => new("not-waiting", $"It waits for nothing: it is {job.State.Word()}.", null, []),
    };

    WaitReason OfRunners(Job job, bool tell)
    {
        var lane = QueuedJob.Of(job).Lane;
        var all = runners.All.Where(runner => runner.Serves(job.ProjectId)).ToList();
        var obstacles = all.Select(runner => (Runner: runner, Online: machines.IsOnline(runner.Id), Obstacle: ObstacleOf(runner, lane))).ToList();
        IReadOnlyList<RunnerObstacle> told = tell ? [.. obstacles.Select(it => new RunnerObstacle(it.Runner.Id, it.Runner.Description, it.Online, it.Obstacle))] : [];
        var fit = obstacles.Where(it => it.Obstacle is null).ToList();
        var machine = pools.Of(lane, tell);
        if (machine is not null && fit.TrueForAll(it => !it.Online))
        {
            return new("machine", machine, null, told);
        }

        if (all.Count == 0)
        {
            return new("no-runner", "No runner serves this project.", "slipway runners create makes one.", told);
        }

        if (fit.Count == 0)
        {
            var tags = job.Tags.Length == 0 ? "untagged jobs" : $"jobs with the tags {string.Join(", ", job.Tags)}";
            return new("no-runner", $"None of {all.Count} runners takes {tags}{(job.Protected ? "" : " of refs that are not protected")}, or those that do are paused.", Remedy(job, obstacles.Any(it => it.Runner.Paused)), told);
        }

        var online = fit.Where(it => it.Online).ToList();
        if (online.Count == 0)
        {
            return new("no-runner", $"{Count(fit.Count, "runner")} may take it, and none was heard of for {RunnerState.OnlineFor.TotalMinutes:0} minutes.", "Start one of them.", told);
        }

        var before = online.Min(it => queue.JobsBefore(job.Id, it.Runner)) ?? 0;
        return new(
            "in-line",
            $"{Count(online.Count, "runner")} that may take it {(online.Count == 1 ? "is" : "are")} busy, or about to ask. {Count(before, "job")} {(before == 1 ? "comes" : "come")} before it.{(machine is null ? "" : " " + machine)}",
            null, told);
    }

    static string? ObstacleOf(RunnerState runner, LaneKey lane)
    {
        var missing = lane.Tags.Except(runner.Tags).ToList();
        return missing.Count > 0 ? $"it has no tag {string.Join(", ", missing)}"
            : lane.Tags.Count == 0 && !runner.RunUntagged ? "it takes no untagged jobs"
            : runner.Protected && !lane.Protected ? "it takes jobs of protected refs only"
            : runner.Paused ? "it is paused"
            : null;
    }

    static string Remedy(Job job, bool paused) => paused ? "Resume a runner (slipway runners resume), or change the job's tags."
        : job.Tags.Length == 0 ? "Let a runner take untagged jobs, or give the job tags that one has."
        : "Give a runner these tags, or change the job's.";

    async Task<string> NeedsAsync(Job job, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var needs = job.Needs;
        var earlier = db.Set<Job>().AsNoTracking().Where(other => other.PipelineId == job.PipelineId && !other.Superseded);
        var open = await (needs is null ? earlier.Where(other => other.StageIndex < job.StageIndex) : earlier.Where(other => needs.Contains(other.Name))).ToListAsync(ct);
        var names = open.Where(other => !other.State.IsOver() && !(other.State == JobState.Manual && other.AllowFailure)).Select(other => $"{other.Name} ({other.State.Word()})").ToList();
        return names.Count == 0 ? "Its turn is about to come."
            : $"It waits for {string.Join(", ", names.Take(10))}{(names.Count > 10 ? $" and {names.Count - 10} more" : "")}.";
    }

    async Task<string> HolderAsync(Job job, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var holder = await db.Set<Job>().AsNoTracking().Where(other => other.ProjectId == job.ProjectId && other.ResourceGroup == job.ResourceGroup
            && other.Id != job.Id && (other.State == JobState.Pending || other.State == JobState.Assigned || other.State == JobState.Running || other.State == JobState.Canceling)).FirstOrDefaultAsync(ct);
        return holder is null
            ? $"The resource group {job.ResourceGroup} is about to be given to the job that waits longest."
            : $"The resource group {job.ResourceGroup} is held by the job {holder.Name} ({holder.Id}) since {holder.StartedAt ?? holder.QueuedAt ?? time.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC.";
    }

    static string Count(int number, string thing) => number == 1 ? $"1 {thing}" : $"{number} {thing}s";
}
