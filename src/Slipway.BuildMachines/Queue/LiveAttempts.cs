using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Pipelines;
using Slipway.BuildMachines.Runners;
using Slipway.Contracts.BuildMachines;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Queue;

/// <summary>An attempt that a runner holds now.</summary>
sealed class LiveAttempt(JobIdentity identity, int number, string tokenHash, long runnerId, string systemId, DateTimeOffset assignedAt, int timeoutSeconds)
{
    public JobIdentity Identity => identity;

    public long JobId => identity.JobId;

    public int Number => number;

    public string TokenHash => tokenHash;

    public long RunnerId => runnerId;

    public string SystemId => systemId;

    public DateTimeOffset AssignedAt => assignedAt;

    public int TimeoutSeconds => timeoutSeconds;

    /// <summary>Its runner runs after_script where it is told to cancel.</summary>
    public required bool CanCancelGracefully { get; init; }

    /// <summary>Its runner can send a whole trace again.</summary>
    public required bool CanResendTrace { get; init; }

    /// <summary>The runner said that it has the job.</summary>
    public bool Confirmed { get; set; }

    /// <summary>Somebody cancelled the job, and the runner may still end it in order.</summary>
    public bool Canceling { get; set; }

    /// <summary>Its runner's last word.</summary>
    public DateTimeOffset HeardAt { get; set; }

    /// <summary>How often its trace had to be sent anew because it did not match its checksum.</summary>
    public int Resends { get; set; }
}

/// <summary>
/// The attempts that runners hold, by the hash of their tokens: every call of a job is answered from here, so a token dies with its attempt. A
/// restart gives all of them their whole time again, since nobody could speak meanwhile.
/// </summary>
sealed class LiveAttempts(IDbContextFactory<SlipwayDb> databases, JobQueue queue, RunnerContacts machines, TimeProvider time) : IJobTokens
{
    readonly ConcurrentDictionary<string, LiveAttempt> live = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<long, LiveAttempt> byJob = new();

    public IEnumerable<LiveAttempt> All => live.Values;

    public int Count => live.Count;

    public async Task LoadAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var rows = await (
            from attempt in db.Set<JobAttempt>().AsNoTracking()
            join job in db.Set<Job>().AsNoTracking() on attempt.JobId equals job.Id
            join pipeline in db.Set<Pipeline>().AsNoTracking() on job.PipelineId equals pipeline.Id
            where attempt.End == AttemptEnd.Live
            select new { attempt, job, pipeline }).ToListAsync(ct);
        foreach (var row in rows)
        {
            Add(Of(row.attempt, row.job, row.pipeline, machines.Find(row.attempt.RunnerId, row.attempt.SystemId)));
            queue.Count(row.job.ProjectId, 1);
        }
    }

    public LiveAttempt Of(JobAttempt attempt, Job job, Pipeline pipeline, MachineFacts machine) => new(
        new JobIdentity(job.Id, pipeline.Id, job.ProjectId, pipeline.FullRef, job.Protected, job.By),
        attempt.Number, attempt.TokenHash, attempt.RunnerId, attempt.SystemId, attempt.AssignedAt, job.TimeoutSeconds)
    {
        CanCancelGracefully = machine.Has("cancel_gracefully"),
        CanResendTrace = machine.Has("trace_reset"),
        Confirmed = attempt.ConfirmedAt is not null,
        Canceling = job.State == JobState.Canceling,
        HeardAt = time.GetUtcNow(),
    };

    /// <summary>The job counts as running in its project already.</summary>
    public void Add(LiveAttempt attempt) => live[attempt.TokenHash] = byJob[attempt.JobId] = attempt;

    public void End(string tokenHash)
    {
        if (live.TryRemove(tokenHash, out var ended))
        {
            byJob.TryRemove(KeyValuePair.Create(ended.JobId, ended));
            queue.Count(ended.Identity.ProjectId, -1);
        }
    }

    public LiveAttempt? FindByHash(string hash) => live.GetValueOrDefault(hash);

    public LiveAttempt? FindByJob(long jobId) => byJob.GetValueOrDefault(jobId);

    public JobIdentity? Find(string token) =>
        token.Length is > 0 and <= 200 ? FindByHash(RunnerToken.Hash(token))?.Identity : null;

    /// <summary>Its runner spoke of it.</summary>
    public void Heard(LiveAttempt attempt) => attempt.HeardAt = time.GetUtcNow();
}
