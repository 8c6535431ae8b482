using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Schedules;
using Slipway.Pipelines.Jobs;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Scaling;

/// <summary>
/// Jobs that are about to wait: all that they need runs, and will have ended, by what it usually takes, by the time that a machine started now is
/// ready. A release's hundred packages are no surprise to who knows the pipeline.
/// </summary>
sealed class ComingJobs(IDbContextFactory<SlipwayDb> databases, TimeProvider time)
{
    /// <summary>How many starts of machines are looked back on.</summary>
    public const int Boots = 50;

    /// <summary>How many runs of a job are looked back on.</summary>
    public const int Runs = 5;

    const int MostJobs = 20_000;
    static readonly TimeSpan Unknown = TimeSpan.FromSeconds(60);
    static readonly TimeSpan Margin = TimeSpan.FromSeconds(15);

    /// <summary>How soon a job must be about to wait to be worth starting for: what nine of ten machines take to be ready, and a little.</summary>
    public static TimeSpan Ahead(IReadOnlyList<TimeSpan> boots) => (boots.Count == 0 ? Unknown : boots.Order().ElementAt(Math.Min(boots.Count - 1, boots.Count * 9 / 10))) + Margin;

    /// <summary>What a job takes when it is fast, by its last runs: a machine that is early costs a little, one that is late keeps people waiting. Null where it never ran.</summary>
    public static TimeSpan? Usual(IReadOnlyList<TimeSpan> runs) => runs.Count == 0 ? null : runs.Order().ElementAt(runs.Count / 4);

    public async Task<IReadOnlyList<LaneDemand>> FindAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var boots = await db.Set<Machine>().AsNoTracking().Where(machine => machine.ReadyAt != null && machine.FirstAskedAt != null).OrderByDescending(machine => machine.PlannedAt).Take(Boots)
            .Select(machine => new { machine.FirstAskedAt, machine.ReadyAt }).ToListAsync(ct);
        var due = time.GetUtcNow() + Ahead([.. boots.Select(boot => boot.ReadyAt!.Value - boot.FirstAskedAt!.Value)]);
        var lanes = new Dictionary<(long, bool, string), LaneDemand>();
        await OfPipelinesAsync(db, due, lanes, ct);
        await OfSchedulesAsync(db, due, lanes, ct);
        return [.. lanes.Values];
    }

    /// <summary>What the last pipeline of a schedule that is due soon began with.</summary>
    static async Task OfSchedulesAsync(SlipwayDb db, DateTimeOffset due, Dictionary<(long, bool, string), LaneDemand> lanes, CancellationToken ct)
    {
        var last = await db.Set<Schedule>().AsNoTracking().Where(schedule => schedule.Active && schedule.NextRunAt != null && schedule.NextRunAt <= due && schedule.LastPipelineId != null)
            .Select(schedule => schedule.LastPipelineId).ToListAsync(ct);
        foreach (var job in await db.Set<Job>().AsNoTracking().Where(job => last.Contains(job.PipelineId) && !job.IsTrigger && job.Retries == 0).OrderBy(job => job.Id).Take(MostJobs).ToListAsync(ct))
        {
            if (job.When is JobWhen.OnSuccess or JobWhen.Always && (job.Needs is { Length: 0 } || (job.Needs is null && job.StageIndex == 0)))
            {
                Count(lanes, job);
            }
        }
    }

    static async Task OfPipelinesAsync(SlipwayDb db, DateTimeOffset due, Dictionary<(long, bool, string), LaneDemand> lanes, CancellationToken ct)
    {
        var running = db.Set<Job>().AsNoTracking().Where(job => job.State == JobState.Running && !job.IsTrigger);
        var pipelines = await running.Select(job => job.PipelineId).Distinct().ToListAsync(ct);
        if (pipelines.Count == 0)
        {
            return;
        }

        var open = await db.Set<Job>().AsNoTracking().Where(job => pipelines.Contains(job.PipelineId) && !job.Superseded
                && (job.State == JobState.Created || job.State == JobState.Pending || job.State == JobState.Assigned || job.State == JobState.Running || job.State == JobState.Manual || job.State == JobState.Scheduled))
            .OrderBy(job => job.Id).Take(MostJobs).ToListAsync(ct);
        var usual = await UsualAsync(db, [.. open.Where(job => job.State == JobState.Running).Select(job => (job.ProjectId, job.Name)).Distinct()], ct);
        foreach (var pipeline in open.GroupBy(job => job.PipelineId))
        {
            foreach (var job in pipeline.Where(job => job is { State: JobState.Created, IsTrigger: false, When: JobWhen.OnSuccess or JobWhen.Always, ResourceGroup: null }))
            {
                var before = job.Needs is { } needs ? pipeline.Where(other => needs.Contains(other.Name)) : pipeline.Where(other => other.StageIndex < job.StageIndex);
                if (before.All(other => other.State == JobState.Manual || (other.State == JobState.Running && usual.TryGetValue((other.ProjectId, other.Name), out var takes) && other.StartedAt + takes <= due)))
                {
                    Count(lanes, job);
                }
            }
        }
    }

    static void Count(Dictionary<(long, bool, string), LaneDemand> lanes, Job job)
    {
        var key = (job.ProjectId, job.Protected, string.Join(',', job.Tags));
        lanes[key] = lanes.TryGetValue(key, out var lane) ? lane with { Coming = lane.Coming + 1 } : new LaneDemand(job.ProjectId, job.Protected, job.Tags, 0, 1);
    }

    /// <summary>What jobs take, by the last times that they went well. One that never did is not waited for.</summary>
    static async Task<Dictionary<(long Project, string Name), TimeSpan>> UsualAsync(SlipwayDb db, IReadOnlyList<(long Project, string Name)> jobs, CancellationToken ct)
    {
        var usual = new Dictionary<(long, string), TimeSpan>();
        foreach (var (project, name) in jobs.Take(100))
        {
            var last = await db.Set<Job>().AsNoTracking().Where(job => job.ProjectId == project && job.Name == name && job.State == JobState.Success && job.StartedAt != null && job.FinishedAt != null)
                .OrderByDescending(job => job.Id).Take(Runs).Select(job => new { job.StartedAt, job.FinishedAt }).ToListAsync(ct);
            if (Usual([.. last.Select(job => job.FinishedAt!.Value - job.StartedAt!.Value)]) is { } takes)
            {
                usual[(project, name)] = takes;
            }
        }

        return usual;
    }
}
