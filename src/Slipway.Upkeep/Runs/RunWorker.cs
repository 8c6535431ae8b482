using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Slipway.Upkeep.Runs;

/// <summary>Looks at the clock, and carries out what is wanted, a few runs at once.</summary>
sealed class RunWorker(
    RunStore runs, RunCarrier carrier, UpkeepMetrics metrics, IHostApplicationLifetime lifetime, IOptions<UpkeepOptions> options, TimeProvider time, ILogger<RunWorker> logger) : BackgroundService
{
    static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);

    readonly SemaphoreSlim wanted = new(0);

    /// <summary>A run is wanted now.</summary>
    public void WakeUp() => wanted.Release();

    public override void Dispose()
    {
        wanted.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await runs.ResetAsync(stoppingToken);
            await ListeningAsync(stoppingToken);
            await Task.WhenAll(Enumerable.Range(0, options.Value.AtOnce).Select(_ => WorkAsync(stoppingToken)).Append(WatchAsync(stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was under way is told as interrupted at the next start.
        }
    }

    // A run reaches this server as everybody does.
    async Task ListeningAsync(CancellationToken ct)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registered = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(ct);
    }

    async Task WatchAsync(CancellationToken ct)
    {
        using var clock = new PeriodicTimer(Tick, time);
        do
        {
            try
            {
                var due = await runs.QueueDueAsync(ct);
                if (due > 0)
                {
                    wanted.Release(due);
                }

                metrics.Standing = await runs.StandingAsync(ct);
            }
            catch (Exception failure) when (failure is DbUpdateException or InvalidOperationException or IOException)
            {
                Log.ClockFailed(logger, failure);
            }
        }
        while (await clock.WaitForNextTickAsync(ct));
    }

    async Task WorkAsync(CancellationToken ct)
    {
        while (true)
        {
            while (await TakeAsync(ct) is { } run)
            {
                await carrier.CarryAsync(run, ct);
            }

            await wanted.WaitAsync(Tick, ct);
        }
    }

    async Task<UpkeepRun?> TakeAsync(CancellationToken ct)
    {
        try
        {
            return await runs.TakeAsync(ct);
        }
        catch (Exception failure) when (failure is DbUpdateException or InvalidOperationException or IOException)
        {
            Log.ClockFailed(logger, failure);
            return null;
        }
    }
}
