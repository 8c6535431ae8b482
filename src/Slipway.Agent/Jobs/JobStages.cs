using System.Globalization;
using Slipway.Agent.Artifacts;
using Slipway.Agent.Caches;
using Slipway.Agent.Configuration;
using Slipway.Agent.Executors;
using Slipway.Agent.Protocol;
using Slipway.Agent.Scripts;
using Slipway.Agent.Sources;
using Slipway.Agent.Traces;

namespace Slipway.Agent.Jobs;

/// <summary>What a job goes through from its source to its artifacts, in gitlab-runner's order and with its names.</summary>
sealed class JobStages(JobPayload job, JobEnvironmentVariables variables, JobFolders folders, IExecutor executor, RunnerConfig config, RunnerApi api, JobTrace trace, StopSignals stop, int slot, TimeProvider time)
{
    static readonly TimeSpan s_afterScript = TimeSpan.FromMinutes(5);

    readonly GitAccess? _access = GitAccess.Of(job.GitInfo.RepoUrl);
    readonly JobCaches _caches = new(job, variables.Variables, folders, new CacheStore(config.CacheFolder), trace);

    uint? Owner => executor.Owner(slot);

    /// <summary>Null where the job succeeded.</summary>
    /// <exception cref="OperationCanceledException">The job is dropped.</exception>
    public async Task<JobFailure?> RunAsync()
    {
        if (job.Run is not null and not "[]")
            throw new JobFailure(JobFailure.Configuration, "The job has steps under \"run:\", which this runner does not carry out; use \"script:\".");
        if (variables.Variables["CI_DEBUG_TRACE"] is "true")
            trace.Warning("CI_DEBUG_TRACE is not supported by this runner; use set -x in the script.");
        IJobEnvironment environment;
        using (trace.Open("prepare_executor", $"Preparing the \"{config.Executor}\" executor"))
        {
            folders.Create(Owner, executor.OpenTree);
            variables.WriteFiles(Owner, executor.OpenTree);
            environment = await executor.PrepareAsync(new JobOrder(job, variables.Variables, folders, trace, slot), stop.Script);
        }

        await using (environment)
            return await InsideAsync(environment);
    }

    async Task<JobFailure?> InsideAsync(IJobEnvironment environment)
    {
        var collector = new Collector(folders, variables.Variables, environment, trace);
        var failure = await UnlessAsync(() => PrepareAsync(environment));
        if (failure is null)
        {
            failure = await UnlessAsync(() => ScriptAsync(environment));
            await AfterScriptAsync(environment, failure);
        }

        failure = await KeepCachesAsync(failure, collector);
        return await UploadAsync(failure, collector);
    }

    async Task PrepareAsync(IJobEnvironment environment)
    {
        using (trace.Open("get_sources", "Getting source from Git repository"))
        {
            await HooksAsync(environment);
            var source = GitScript.Make(job, variables.Variables, _access, folders, executor.OpenTree);
            await AttemptsAsync("GET_SOURCES_ATTEMPTS", () => new SourceFetch(environment, trace, time).RunAsync(source, stop.Script));
        }

        var unpack = new ZipReader(folders.Tree, Owner, executor.OpenTree, config.UnpackLimitMiB * 1024L * 1024);
        if (_caches.AnyToPull)
        {
            using (trace.Open("restore_cache", "Restoring cache"))
                await _caches.RestoreAsync(unpack, Attempts("RESTORE_CACHE_ATTEMPTS"), stop.Script);
        }

        if (job.Dependencies is { Count: > 0 } dependencies)
        {
            using (trace.Open("download_artifacts", "Downloading artifacts"))
            {
                var download = new ArtifactDownload(api, folders, trace, unpack, config.UnpackLimitMiB * 1024L * 1024, time);
                foreach (var dependency in dependencies)
                    await AttemptsAsync("ARTIFACT_DOWNLOAD_ATTEMPTS", () => download.BringAsync(dependency, job.Token, stop.Script));
            }
        }
    }

    /// <summary>Lines that the job wants to run before git does; what they set with <c>git config --global</c> counts for the fetch.</summary>
    async Task HooksAsync(IJobEnvironment environment)
    {
        foreach (var hook in (job.Hooks ?? []).Where(hook => hook.Script is { Count: > 0 }))
        {
            if (hook.Name != "pre_get_sources_script" || executor.OpenTree)
                throw new JobFailure(JobFailure.Configuration, $"The job has the hook {hook.Name}; this runner's executor \"{config.Executor}\" does not carry it out. Tag the job for a runner with the executor \"shell\", or do it in before_script.");
            var made = JobScript.Make(hook.Name, hook.Script!, Exports("running"), folders);
            await StepAsync(environment, made with { Place = StepPlace.Source }, JobFailure.Script, stop.Script);
        }
    }

    async Task ScriptAsync(IJobEnvironment environment)
    {
        using var limit = Limit("RUNNER_SCRIPT_TIMEOUT", null, stop.Script, out var ownLimit);
        foreach (var step in (job.Steps ?? []).Where(step => step.Name != "after_script"))
        {
            var name = step.Name == "script" ? "step_script" : $"step_{new string([.. step.Name.Where(char.IsAsciiLetterOrDigit)])}";
            using (trace.Open(name, $"Executing \"{name}\" stage of the job script"))
            {
                try
                {
                    await StepAsync(environment, JobScript.Make(name, step.Script ?? [], Exports("running"), folders), JobFailure.Script, limit.Token);
                }
                catch (OperationCanceledException) when (ownLimit is { } span && !stop.Script.IsCancellationRequested)
                {
                    throw new JobFailure(JobFailure.Timeout, $"Job failed: the script took longer than RUNNER_SCRIPT_TIMEOUT ({GoDuration.Format(span)})");
                }
                catch (JobFailure failed) when (step.AllowFailure && failed.Reason == JobFailure.Script)
                {
                    trace.Warning($"{name} failed, but the job goes on: {failed.Message}");
                }
            }
        }
    }

    /// <summary>In a shell of its own, with a time limit of its own, whatever became of the script; it decides nothing.</summary>
    async Task AfterScriptAsync(IJobEnvironment environment, JobFailure? failure)
    {
        if ((job.Steps ?? []).FirstOrDefault(step => step.Name == "after_script") is not { Script: { Count: > 0 } lines })
            return;
        stop.Abort.ThrowIfCancellationRequested();
        var status = failure is null ? "success" : failure.Reason == JobFailure.Canceled ? "canceled" : "failed";
        using var limit = Limit("RUNNER_AFTER_SCRIPT_TIMEOUT", s_afterScript, stop.Abort, out var span);
        using (trace.Open("after_script", "Running after_script"))
        {
            try
            {
                await StepAsync(environment, JobScript.Make("after_script", lines, Exports(status), folders), JobFailure.Script, limit.Token);
            }
            catch (JobFailure failed)
            {
                trace.Warning($"after_script failed, but job will continue unaffected: {failed.Message}");
            }
            catch (OperationCanceledException) when (!stop.Abort.IsCancellationRequested)
            {
                trace.Warning($"after_script failed, but job will continue unaffected: it took longer than {GoDuration.Format(span!.Value)}");
            }
        }
    }

    async Task<JobFailure?> KeepCachesAsync(JobFailure? failure, Collector collector)
    {
        foreach (var cache in failure?.Reason == JobFailure.Canceled ? [] : _caches.ToPush(failure is null))
        {
            using (trace.Open(failure is null ? "archive_cache" : "archive_cache_on_failure", "Saving cache for " + (failure is null ? "successful job" : "failed job")))
                await _caches.KeepAsync(cache, collector, stop.Abort);
        }

        return failure;
    }

    async Task<JobFailure?> UploadAsync(JobFailure? failure, Collector collector)
    {
        var wanted = (job.Artifacts ?? []).Where(artifact => Outcome.Wants(artifact.When, failure is null)).ToList();
        if (wanted.Count == 0)
            return failure;
        using (trace.Open(failure is null ? "upload_artifacts_on_success" : "upload_artifacts_on_failure", "Uploading artifacts for " + (failure is null ? "successful job" : "failed job")))
        {
            var upload = new ArtifactUpload(api.Job(job.Id, job.Token), folders, variables.Variables, collector, trace, time);
            foreach (var artifact in wanted)
            {
                try
                {
                    await upload.SendAsync(artifact, stop.Abort);
                }
                catch (JobFailure undelivered)
                {
                    trace.Error(undelivered.Message);
                    failure ??= undelivered;
                }
            }
        }

        return failure;
    }

    /// <summary>Turns what ends the script early into the job's failure; a drop or a shutdown goes on up.</summary>
    async Task<JobFailure?> UnlessAsync(Func<Task> stage)
    {
        try
        {
            await stage();
            return null;
        }
        catch (JobFailure failure)
        {
            return failure;
        }
        catch (OperationCanceledException) when (stop.Reason is StopReason.Timeout or StopReason.Canceled)
        {
            return Stopped();
        }
    }

    public JobFailure Stopped() => stop.Reason == StopReason.Canceled
        ? new JobFailure(JobFailure.Canceled, "Job failed: canceled")
        : new JobFailure(JobFailure.Timeout, $"Job failed: execution took longer than {variables.Variables["CI_JOB_TIMEOUT"]} seconds");

    async Task StepAsync(IJobEnvironment environment, Step step, string reason, CancellationToken until)
    {
        using var output = trace.Output();
        var exit = await environment.RunAsync(step, output, until);
        if (exit != 0)
            throw new JobFailure(reason, $"Job failed: exit code {exit}", exit);
    }

    async Task AttemptsAsync(string variable, Func<Task> attempt)
    {
        var most = Attempts(variable);
        for (var number = 1; ; number++)
        {
            try
            {
                await attempt();
                return;
            }
            catch (JobFailure failure) when (number < most)
            {
                trace.Warning($"{failure.Message}; trying again ({number + 1} of {most})");
            }

            // A server that starts again is there after some seconds.
            await Task.Delay(TimeSpan.FromSeconds(1 << Math.Min(number - 1, 4)), time, stop.Script);
        }
    }

    /// <summary>1 to 10, as gitlab-runner has it; something else is told, and is 1.</summary>
    int Attempts(string variable)
    {
        if (variables.Variables[variable] is not { Length: > 0 } text)
            return 1;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) && wanted is >= 1 and <= 10)
            return wanted;
        trace.Warning($"{variable} is \"{text}\"; it may be 1 to 10. It is tried once.");
        return 1;
    }

    CancellationTokenSource Limit(string variable, TimeSpan? otherwise, CancellationToken parent, out TimeSpan? limit)
    {
        limit = GoDuration.Parse(variables.Variables[variable]) ?? otherwise;
        var source = CancellationTokenSource.CreateLinkedTokenSource(parent);
        if (limit is { } span)
            source.CancelAfter(span);
        return source;
    }

    IEnumerable<KeyValuePair<string, string>> Exports(string status) => [.. _access?.ForJob() ?? [], .. variables.Exports(status)];
}
