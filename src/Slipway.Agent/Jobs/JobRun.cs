using Slipway.Agent.Configuration;
using Slipway.Agent.Executors;
using Slipway.Agent.Processes;
using Slipway.Agent.Protocol;
using Slipway.Agent.Traces;

namespace Slipway.Agent.Jobs;

/// <summary>One job from its confirmation to its last word to the coordinator.</summary>
sealed class JobRun(RunnerConfig config, RunnerApi api, IExecutor executor, TimeProvider time)
{
    static readonly TimeSpan s_defaultTimeout = TimeSpan.FromHours(2);
    static readonly string[] s_tokenPrefixes = ["glpat-", "glrt-", "glcbt-", "gldt-", "glptt-", "gloas-", "glft-", "glsoat-", "glagent-", "glimt-"];

    /// <param name="shutdown">Ends the job at once; the coordinator is told that it failed.</param>
    public async Task RunAsync(JobPayload job, int slot, CancellationToken shutdown)
    {
        var jobApi = api.Job(job.Id, job.Token);
        // Before anything is prepared: the coordinator may have given the job up, or to another runner.
        var confirmed = await jobApi.UpdateAsync("running", null, null, null, shutdown);
        if (confirmed.Wish == JobWish.Abort)
        {
            RunnerLog.Write($"job {job.Id}: dropped, the coordinator does not confirm it");
            return;
        }

        var folders = JobFolders.Of(config.BuildsFolder, slot, job);
        try
        {
            Folder.Delete(folders.Private);
            Directory.CreateDirectory(folders.Private, Folder.OwnerOnly);
            await ConfirmedAsync(job, jobApi, folders, slot, confirmed.Wish, shutdown);
        }
        finally
        {
            Folder.Delete(folders.Private);
        }
    }

    async Task ConfirmedAsync(JobPayload job, JobApi jobApi, JobFolders folders, int slot, JobWish wish, CancellationToken shutdown)
    {
        var timeout = job.RunnerInfo is { Timeout: > 0 and var seconds } ? TimeSpan.FromSeconds(seconds) : s_defaultTimeout;
        using var stop = new StopSignals(timeout, time, shutdown);
        stop.Heed(wish);
        var variables = JobEnvironmentVariables.Of(job, config, folders, slot, timeout);
        using var log = new TraceLog(folders.Trace, config.OutputLimitKiB * 1024L);
        var trace = new JobTrace(log, variables.Secrets(config.Token), [.. s_tokenPrefixes, .. job.Features?.TokenMaskPrefixes ?? []], time);
        var sender = new TraceSender(jobApi, log, stop.Heed, time);
        using var ended = new CancellationTokenSource();
        var sending = sender.RunAsync(ended.Token);

        RunnerLog.Write($"job {job.Id}: started in slot {slot} ({job.JobInfo.ProjectFullPath} {job.JobInfo.Name})");
        trace.Line($"Running with slipway-runner {ThisRunner.Version} on {config.Name}, system ID: {config.SystemId}");
        var failure = await OutcomeAsync(new JobStages(job, variables, folders, executor, config, api, trace, stop, slot, time), stop);
        if (failure is null)
            trace.Good("Job succeeded");
        else
            trace.Error(failure.Message);

        await ended.CancelAsync();
        await sending;
        if (stop.Reason == StopReason.Dropped)
        {
            RunnerLog.Write($"job {job.Id}: dropped, as the coordinator wants");
            return;
        }

        // Even at a shutdown the coordinator should hear of it, but not for long.
        using var patience = new CancellationTokenSource(stop.Reason == StopReason.Shutdown ? TimeSpan.FromSeconds(10) : TimeSpan.FromMinutes(30), time);
        var told = await TellAsync(sender, failure, job.Features?.KnownFailureReasons, patience.Token);
        RunnerLog.Write($"job {job.Id}: {(failure is null ? "succeeded" : $"failed ({failure.Reason})")}{(told ? "" : ", but the coordinator did not take the result")}");
    }

    static async Task<JobFailure?> OutcomeAsync(JobStages stages, StopSignals stop)
    {
        try
        {
            return await stages.RunAsync();
        }
        catch (JobFailure failure)
        {
            return failure;
        }
        catch (OperationCanceledException) when (stop.Reason is StopReason.Timeout or StopReason.Canceled)
        {
            return stages.Stopped();
        }
        catch (OperationCanceledException) when (stop.Reason is StopReason.Shutdown)
        {
            return new JobFailure(JobFailure.System, "Job failed (system failure): the runner was told to end");
        }
        catch (OperationCanceledException) when (stop.Reason is StopReason.Dropped)
        {
            return new JobFailure(JobFailure.System, "Job dropped");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or HttpRequestException or System.ComponentModel.Win32Exception)
        {
            return new JobFailure(JobFailure.System, $"Job failed (system failure): {fault.Message}");
        }
    }

    static async Task<bool> TellAsync(TraceSender sender, JobFailure? failure, IReadOnlyList<string>? known, CancellationToken ct)
    {
        try
        {
            return failure is null
                ? await sender.FinishAsync("success", null, 0, ct)
                : await sender.FinishAsync("failed", failure.ReasonFor(known), failure.ExitCode, ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
