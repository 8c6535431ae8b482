using Slipway.Agent.Protocol;

namespace Slipway.Agent.Jobs;

/// <summary>Why a job is stopped before its script's end.</summary>
enum StopReason
{
    None,
    Timeout,
    Canceled,

    /// <summary>The coordinator has given the job up: nothing of it is told any more.</summary>
    Dropped,

    /// <summary>The runner is told to end at once.</summary>
    Shutdown,
}

/// <summary>The two ways in which a job ends early: its script only (cancel, time limit), or all of it (drop, shutdown).</summary>
sealed class StopSignals : IDisposable
{
    readonly Lock _lock = new();
    readonly CancellationTokenSource _abort = new();
    readonly CancellationTokenSource _script;
    readonly CancellationTokenRegistration _shutdown;
    readonly ITimer _timer;
    bool _disposed;

    public StopSignals(TimeSpan timeout, TimeProvider time, CancellationToken shutdown)
    {
        _script = CancellationTokenSource.CreateLinkedTokenSource(_abort.Token);
        _timer = time.CreateTimer(_ => Stop(StopReason.Timeout), null, timeout, Timeout.InfiniteTimeSpan);
        _shutdown = shutdown.Register(() => Stop(StopReason.Shutdown));
    }

    public StopReason Reason { get; private set; }

    /// <summary>Ends what the job runs of its own, but not what comes after.</summary>
    public CancellationToken Script => _script.Token;

    public CancellationToken Abort => _abort.Token;

    public void Heed(JobWish wish)
    {
        if (wish == JobWish.Abort)
            Stop(StopReason.Dropped);
        else if (wish == JobWish.CancelGracefully)
            Stop(StopReason.Canceled);
    }

    public void Dispose()
    {
        _shutdown.Dispose();
        _timer.Dispose();
        lock (_lock)
            _disposed = true; // the timer may be ringing just now
        _script.Dispose();
        _abort.Dispose();
    }

    void Stop(StopReason reason)
    {
        lock (_lock)
        {
            // A drop or a shutdown is more than a cancel; otherwise the first one counts.
            if (_disposed || reason <= Reason || (Reason != StopReason.None && reason < StopReason.Dropped))
                return;
            Reason = reason;
            _ = (reason >= StopReason.Dropped ? _abort : _script).CancelAsync();
        }
    }
}
