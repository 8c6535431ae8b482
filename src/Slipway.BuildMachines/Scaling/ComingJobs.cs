using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Jobs;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Scaling;

/// <summary>
/// Jobs that are about to wait: all that they need runs, and will have ended, by what it usually takes, by the time that a machine started now is
/// ready. A release's hundred packages are no surprise to who knows the pipeline.
/// </summary>
sealed class ComingJobs(IDbContextFactory<SlipwayDb> databases, TimeProvider time)
{
    /// <summary>How long a machine takes to be ready, roughly: jobs that wait sooner than this are worth starting for.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromSeconds(60);

    const int MostJobs = 20_000;
    const int Remembered = 5;

    public async Task<IReadOnlyList<LaneDemand>> FindAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var running = db.Set<Job>().AsNoTracking().Where(job => job.State == JobState.Running && !job.IsTrigger);
        var pipelines = await running.Select(job => job.PipelineId).Distinct().ToListAsync(ct);
        if (pipelines.Count == 0)
        {
            return [];
        }

        var open = await db.Set<Job>().AsNoTracking().Where(job => pipelines.Contains(job.PipelineId) && !job.Superseded
                && (job.State == JobState.Created || job.State == JobState.Pending || job.State == JobState.Assigned || job.State == JobState.Running || job.State == JobState.Manual || job.State == JobState.Scheduled))
            .Take(MostJobs).ToListAsync(ct);
        var usual = await UsualAsync(db, [.. open.Where(job => job.State == JobState.Running).Select(job => (job.ProjectId, job.Name)).Distinct()], ct);
        var due = time.GetUtcNow() + Ahead;
        var lanes = new Dictionary<(long, bool, string), LaneDemand>();
        foreach (var pipeline in open.GroupBy(job => job.PipelineId))
        {
            foreach (var job in pipeline.Where(job => job is { State: JobState.Created, IsTrigger: false, When: Slipway.Pipelines.Jobs.JobWhen.OnSuccess or Slipway.Pipelines.Jobs.JobWhen.Always, ResourceGroup: null }))
            {
                var before = job.Needs is { } needs ? pipeline.Where(other => needs.Contains(other.Name)) : pipeline.Where(other => other.StageIndex < job.StageIndex);
                if (before.All(other => other.State == JobState.Manual || (other.State == JobState.Running && usual.TryGetValue((other.ProjectId, other.Name), out var takes) && other.StartedAt + takes <= due)))
                {
                    var key = (job.ProjectId, job.Protected, string.Join(',', job.Tags));
                    lanes[key] = lanes.TryGetValue(key, out var lane) ? lane with { Coming = lane.Coming + 1 } : new LaneDemand(job.ProjectId, job.Protected, job.Tags, 0, 1);
                }
            }
        }

        return [.. lanes.Values];
    }

    /// <summary>The middle of what a job of this name took the last times that it went well. One that never did is not waited for.</summary>
    static async Task<Dictionary<(long Project, string Name), TimeSpan>> UsualAsync(SlipwayDb db, IReadOnlyList<(long Project, string Name)> jobs, CancellationToken ct)
    {
        var usual = new Dictionary<(long, string), TimeSpan>();
        foreach (var (project, name) in jobs.Take(100))
        {
            var last = await db.Set<Job>().AsNoTracking().Where(job => job.ProjectId == project && job.Name == name && job.State == JobState.Success && job.StartedAt != null && job.FinishedAt != null)
                .OrderByDescending(job => job.Id).Take(Remembered).Select(job => new { job.StartedAt, job.FinishedAt }).ToListAsync(ct);
            var took = last.Select(job => job.FinishedAt!.Value - job.StartedAt!.Value).Order().ToList();
            if (took.Count > 0)
            {
                usual[(project, name)] = took[took.Count / 2];
            }
        }

        return usual;
    }
}
