using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Payload;
using Slipway.BuildMachines.Pipelines;
using Slipway.BuildMachines.Runners;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Queue;

/// <summary>
/// Makes matches durable and answers them. What arrives together is committed together: one transaction, so a burst of jobs costs one sync. The
/// payload is made first, since a job that can't be described must not be given away.
/// </summary>
sealed class Assigner(
    JobQueue queue, RunnerDirectory runners, LiveAttempts attempts, PayloadBuilder payloads, JobFailing failing, JobChanges changes, QueueMetrics metrics,
    IDbContextFactory<SlipwayDb> databases, WriteGate gate, TimeProvider time, ILogger<Assigner> log) : BackgroundService
{
    const int AtOnce = 32;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await queue.Matches.WaitToReadAsync(stoppingToken))
        {
            var batch = new List<Match>();
            while (batch.Count < AtOnce && queue.Matches.TryRead(out var match))
            {
                batch.Add(match);
            }

            await TryAssignAsync(batch, stoppingToken);
        }
    }

    async Task TryAssignAsync(List<Match> batch, CancellationToken ct)
    {
        var plans = new List<Plan>();
        foreach (var made in await Task.WhenAll(batch.Select(match => PlanAsync(match, ct))))
        {
            if (made is not null)
            {
                plans.Add(made);
            }
        }

        try
        {
            await gate.RunAsync(() => AssignAsync(plans), ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.AssignmentFailed(log, failure, plans.Count);
            plans.ForEach(plan => GiveBack(plan.Match, again: true));
        }
    }

    async Task<Plan?> PlanAsync(Match match, CancellationToken ct)
    {
        var token = RunnerToken.NewJob();
        try
        {
            switch (await payloads.BuildAsync(match, token, ct))
            {
                case PayloadOutcome.Made made:
                    return new Plan(match, RunnerToken.Hash(token), made);
                case PayloadOutcome.Impossible impossible:
                    await failing.FailAsync(match.Job.Id, impossible.Reason, impossible.Why, ct);
                    GiveBack(match, again: false);
                    return null;
                case PayloadOutcome.NoRunner:
                    GiveBack(match, again: true);
                    return null;
                default:
                    GiveBack(match, again: false);
                    return null;
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.PayloadFailed(log, failure, match.Job.Id);
            await failing.FailAsync(match.Job.Id, FailureReason.DataIntegrity, "The server could not describe this job to a runner; its log says why.", ct);
            GiveBack(match, again: false);
            return null;
        }
    }

    async Task<bool> AssignAsync(List<Plan> plans)
    {
        await using var db = await databases.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var now = time.GetUtcNow();
        var given = new List<(Plan Plan, JobAttempt Attempt)>();
        var gone = new List<Match>(); // cancelled between the match and now
        var refused = new List<Match>(); // the runner's machine went, or takes no such job any more
        var machines = new Dictionary<long, Machine>();
        foreach (var plan in plans)
        {
            var (job, number, runner) = (plan.Match.Job.Id, plan.Made.Job.Attempt + 1, plan.Match.Request.RunnerId);
            if (runners.Find(runner) is not { } state)
            {
                refused.Add(plan.Match);
                continue;
            }

            if (state.MachineId is { } machineId)
            {
                if (!await db.Set<Job>().AnyAsync(row => row.Id == job && row.State == JobState.Pending && row.Attempt == number - 1 && !row.Superseded))
                {
                    gone.Add(plan.Match);
                    continue;
                }

                var (takes, machine) = await MachineAssignment.TryTakeAsync(db, runner, machineId, plan.Made.Job, given.Count(other => other.Attempt.RunnerId == runner), now);
                if (machine is not null)
                {
                    machines[runner] = machine;
                }

                if (!takes)
                {
                    refused.Add(plan.Match);
                    continue;
                }
            }

            var taken = await db.Set<Job>().Where(row => row.Id == job && row.State == JobState.Pending && row.Attempt == number - 1 && !row.Superseded)
                .ExecuteUpdateAsync(row => row
                    .SetProperty(job => job.State, JobState.Assigned)
                    .SetProperty(job => job.Attempt, number)
                    .SetProperty(job => job.RunnerId, runner)
                    .SetProperty(job => job.TimeoutSeconds, plan.Made.TimeoutSeconds));
            if (taken == 0)
            {
                gone.Add(plan.Match);
                continue;
            }

            var attempt = new JobAttempt
            {
                JobId = job,
                Number = number,
                TokenHash = plan.TokenHash,
                RunnerId = runner,
                SystemId = plan.Match.Request.SystemId,
                AssignedAt = now,
            };
            db.Add(attempt);
            given.Add((plan, attempt));
        }

        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        gone.ForEach(match => GiveBack(match, again: false));
        runners.Follow([.. machines.Select(machine => ((Runner?)null, machine.Key, (MachineTerms?)DbLedger.TermsOf(machine.Value)))]);
        refused.ForEach(match => GiveBack(match, again: true));
        foreach (var (plan, attempt) in given)
        {
            plan.Made.Job.TimeoutSeconds = plan.Made.TimeoutSeconds;
            attempts.Add(attempts.Of(attempt, plan.Made.Job, plan.Made.Pipeline, plan.Match.Request.Machine));
            queue.Remove(attempt.JobId);
            metrics.Given(now - plan.Match.Job.QueuedAt);
            changes.Tell(attempt.JobId);
            plan.Match.Request.Complete(new GivenJob(attempt.JobId, attempt.Number, plan.TokenHash, plan.Made.Bytes));
        }

        return true;
    }

    void GiveBack(Match match, bool again)
    {
        queue.Count(match.Job.Lane.ProjectId, -1);
        match.Request.Complete(null);
        if (again)
        {
            queue.Put(match.Job);
        }
    }

    sealed record Plan(Match Match, string TokenHash, PayloadOutcome.Made Made);
}
