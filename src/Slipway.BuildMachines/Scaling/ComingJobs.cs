using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Queue;
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
    static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    /// <summary>How soon a job must be about to wait to be worth starting for: what nine of ten machines take to be ready, and a little.</summary>
    public static TimeSpan Ahead(IReadOnlyList<TimeSpan> boots) => (boots.Count == 0 ? Unknown : boots.Order().ElementAt(Math.Min(boots.Count - 1, boots.Count * 9 / 10))) + Margin;

    /// <summary>What a job takes when it is fast, by its last runs: a machine that is early costs a little, one that is late keeps people waiting. Null where it never ran.</summary>
    public static TimeSpan? Usual(IReadOnlyList<TimeSpan> runs) => runs.Count == 0 ? null : runs.Order().ElementAt(runs.Count / 4);

    public async Task<IReadOnlyList<LaneDemand>> FindAsync(IReadOnlyList<ActivePool> pools, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var horizon = new Horizon(time.GetUtcNow(), []);
        foreach (var pool in pools.Where(pool => pool.Definition.LookAhead))
        {
            var boots = await db.Set<Machine>().AsNoTracking().Where(machine => machine.Pool == pool.Definition.Name && machine.ReadyAt != null && machine.FirstAskedAt != null)
                .OrderByDescending(machine => machine.PlannedAt).Take(Boots).Select(machine => new { machine.FirstAskedAt, machine.ReadyAt }).ToListAsync(ct);
            horizon.Pools.Add((pool, Ahead([.. boots.Select(boot => boot.ReadyAt!.Value - boot.FirstAskedAt!.Value)])));
        }

        var lanes = new Dictionary<(long, bool, string), LaneDemand>();
        await OfPipelinesAsync(db, horizon, lanes, ct);
        await OfSchedulesAsync(db, horizon, lanes, ct);
        return [.. lanes.Values];
    }

    /// <summary>What the last pipeline of a schedule that is due soon began with.</summary>
    static async Task OfSchedulesAsync(SlipwayDb db, Horizon horizon, Dictionary<(long, bool, string), LaneDemand> lanes, CancellationToken ct)
    {
        var last = horizon.Last;
        var soon = await db.Set<Schedule>().AsNoTracking().Where(schedule => schedule.Active && schedule.NextRunAt != null && schedule.NextRunAt <= last && schedule.LastPipelineId != null)
            .Select(schedule => new { Pipeline = schedule.LastPipelineId!.Value, At = schedule.NextRunAt!.Value }).ToListAsync(ct);
        if (soon.Count == 0)
        {
            return;
        }

        var (ids, runs) = (soon.Select(schedule => schedule.Pipeline).ToList(), soon.ToLookup(schedule => schedule.Pipeline, schedule => schedule.At));
        foreach (var job in await db.Set<Job>().AsNoTracking().Where(job => ids.Contains(job.PipelineId) && !job.IsTrigger && job.Retries == 0).OrderBy(job => job.Id).Take(MostJobs).ToListAsync(ct))
        {
            if (job.When is JobWhen.OnSuccess or JobWhen.Always && (job.Needs is { Length: 0 } || (job.Needs is null && job.StageIndex == 0)) && horizon.Of(job) is { } due)
            {
                for (var times = runs[job.PipelineId].Count(at => at <= due); times > 0; times--)
                {
                    Count(lanes, job);
                }
            }
        }
    }

    static async Task OfPipelinesAsync(SlipwayDb db, Horizon horizon, Dictionary<(long, bool, string), LaneDemand> lanes, CancellationToken ct)
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
                if (horizon.Of(job) is { } due
                    && before.All(other => other.State == JobState.Manual || (other.State == JobState.Running && usual.TryGetValue((other.ProjectId, other.Name), out var takes) && other.StartedAt + takes <= due)))
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

    /// <summary>How far it is looked for each pool: as far as its own machines need to be ready.</summary>
    sealed record Horizon(DateTimeOffset Now, List<(ActivePool Pool, TimeSpan Ahead)> Pools)
    {
        public DateTimeOffset Last => Now + Pools.Select(pool => pool.Ahead).DefaultIfEmpty().Max();

        /// <summary>For one job: the furthest of the pools that may run it; null where none does.</summary>
        public DateTimeOffset? Of(Job job)
        {
            var lane = QueuedJob.Of(job).Lane;
            var ahead = Pools.Where(pool => pool.Pool.Serves(lane)).Select(pool => (TimeSpan?)pool.Ahead).Max();
            return Now + ahead;
        }
    }
}
