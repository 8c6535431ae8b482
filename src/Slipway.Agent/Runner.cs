using Slipway.Agent.Configuration;
using Slipway.Agent.Executors;
using Slipway.Agent.Jobs;
using Slipway.Agent.Protocol;

namespace Slipway.Agent;

/// <summary>Asks for jobs while there is a free slot, and runs them.</summary>
/// <param name="finish">Told: take no new job, and end when those that run have ended.</param>
/// <param name="abort">Told: end at once.</param>
sealed class Runner(RunnerConfig config, RunnerApi api, IExecutor executor, TimeProvider time, CancellationToken finish, CancellationToken abort)
{
    const int MostForbidden = 3;
    static readonly TimeSpan s_pauseWhenForbidden = TimeSpan.FromMinutes(10);

    readonly Dictionary<int, Task> _running = [];
    int _forbidden;
    int _taken;
    bool _done;

    public async Task RunAsync()
    {
        RunnerLog.Write($"runner {config.Name} asks {config.Url} for jobs, {config.Concurrent} at once, executor {config.Executor}");
        try
        {
            while (!finish.IsCancellationRequested && !abort.IsCancellationRequested && !_done)
                await NextAsync();
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            // the jobs hear of it themselves
        }

        if (_running.Count > 0)
            RunnerLog.Write($"waiting for {_running.Count} jobs to end");
        await Task.WhenAll(_running.Values);
    }

    async Task NextAsync()
    {
        foreach (var (slot, _) in _running.Where(entry => entry.Value.IsCompleted).ToList())
            _running.Remove(slot);
        if (config.Jobs > 0 && _taken == config.Jobs)
        {
            RunnerLog.Write($"had its {config.Jobs} jobs");
            _done = true;
            return;
        }

        if (_running.Count == config.Concurrent)
        {
            await Task.WhenAny([.. _running.Values, EndedAsync()]);
            return;
        }

        // A held request is not given up to finish: its answer may be on the way, with a job that would be lost.
        switch (await api.RequestJobAsync(config.Token, config.SystemId, abort))
        {
            case JobOffer.Offered { Job: var job }:
                _forbidden = 0;
                _taken++;
                var free = Enumerable.Range(0, config.Concurrent).First(slot => !_running.ContainsKey(slot));
                _running[free] = RunAsync(job, free);
                break;
            case JobOffer.Nothing:
                _forbidden = 0;
                await PauseAsync(TimeSpan.FromSeconds(config.CheckInterval));
                break;
            case JobOffer.Forbidden when ++_forbidden >= MostForbidden && config.Jobs > 0:
                RunnerLog.Write("the coordinator refuses this machine's token: its time is over");
                _done = true;
                break;
            case JobOffer.Forbidden when _forbidden >= MostForbidden:
                RunnerLog.Write($"the coordinator refuses this runner's token; asking again in {s_pauseWhenForbidden.TotalMinutes:0} minutes (slipway runner verify says more)");
                await PauseAsync(s_pauseWhenForbidden);
                break;
            case JobOffer.Forbidden:
                await PauseAsync(TimeSpan.FromSeconds(config.CheckInterval));
                break;
            case JobOffer.Failed { Why: var why }:
                RunnerLog.Write($"no answer to the request for a job: {why}");
                await PauseAsync(TimeSpan.FromSeconds(config.CheckInterval));
                break;
        }
    }

    async Task RunAsync(JobPayload job, int slot)
    {
        try
        {
            // The slot's first step must not hold up the next request.
            await Task.Run(() => new JobRun(config, api, executor, time).RunAsync(job, slot, abort));
        }
        catch (Exception fault)
        {
            // One job's fault, even one in this program, must not end the others.
            RunnerLog.Write($"job {job.Id}: {fault}");
        }
    }

    async Task PauseAsync(TimeSpan span)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(finish, abort);
        try
        {
            await Task.Delay(span, time, either.Token);
        }
        catch (OperationCanceledException) when (finish.IsCancellationRequested && !abort.IsCancellationRequested)
        {
            // to finish
        }
    }

    async Task EndedAsync()
    {
        var ended = new TaskCompletionSource();
        await using var one = finish.Register(() => ended.TrySetResult());
        await using var other = abort.Register(() => ended.TrySetResult());
        await ended.Task;
    }
}
