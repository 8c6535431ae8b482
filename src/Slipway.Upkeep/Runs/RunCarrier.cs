using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Slipway.Contracts.DevInstance;
using Slipway.KnownHosts;
using Slipway.Proposals;
using Slipway.Upkeep.Duties;
using Slipway.Upkeep.Work;

namespace Slipway.Upkeep.Runs;

/// <summary>Carries one run to its end, whatever happens in it, within its time.</summary>
sealed class RunCarrier(
    RunStore runs, DutyStore duties, IProjectDirectory projects, OwnForge forge, IEnumerable<IDutyWork> works, UpkeepMetrics metrics,
    IOptions<UpkeepOptions> options, TimeProvider time, ILogger<RunCarrier> logger)
{
    public async Task CarryAsync(UpkeepRun run, CancellationToken ct)
    {
        var (log, started) = (new RunLog(time), Stopwatch.GetTimestamp());
        await TryAsync(run, log, ct);
        run.Log = log.ToString();
        try
        {
            await runs.EndAsync(run, ct);
        }
        catch (DbUpdateException failure)
        {
            Log.EndNotWritten(logger, failure, run.Id); // at the next start it is told as interrupted
        }

        metrics.Ended(DutyWords.Of(run.Kind), run.State == RunState.Done ? run.Outcome! : "failed", Stopwatch.GetElapsedTime(started));
    }

    async Task TryAsync(UpkeepRun run, RunLog log, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(options.Value.RunMinutes), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            var report = await WorkAsync(run, log, both.Token);
            (run.State, run.Outcome, run.Report) = (RunState.Done, report.Outcome, report.Write());
            log.Say($"Done: {run.Outcome}.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            Fail(run, log, "upkeep.too-long", $"It took longer than {options.Value.RunMinutes} minutes, the most that a run may take here (Upkeep:RunMinutes).");
        }
        catch (UpkeepException expected)
        {
            Fail(run, log, expected.Code, expected.Message);
        }
        catch (ProposalException refused)
        {
            Fail(run, log, refused.Code, refused.Message);
        }
        catch (KnownHostsException unusable)
        {
            Fail(run, log, unusable.Code, unusable.Message);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.RunFailed(logger, failure, run.Id, run.ProjectId);
            Fail(run, log, "upkeep.failed", "The server failed at this. Its log says why.");
        }
    }

    async Task<RunReport> WorkAsync(UpkeepRun run, RunLog log, CancellationToken ct)
    {
        var duty = await duties.FindAsync(run.DutyId, ct) ?? throw new UpkeepException("upkeep.off", "The duty is gone.");
        var project = await projects.FindAsync(run.ProjectId, ct) ?? throw new UpkeepException("upkeep.off", "The project is gone.");
        var work = works.Single(one => one.Kind == duty.Kind);
        log.Say($"{DutyWords.Of(duty.Kind)} of {project.Path}, {(run.By is null ? "by its schedule" : $"for {run.By}")}.");
        return await work.RunAsync(new DutyTask(duty, project, await forge.OpenAsync(duty, project, ct), log), ct);
    }

    static void Fail(UpkeepRun run, RunLog log, string code, string reason)
    {
        (run.State, run.Code, run.Reason) = (RunState.Failed, code, reason.Length > 1000 ? reason[..1000] + "…" : reason);
        log.Say($"Failed: {reason} ({code})");
    }
}
