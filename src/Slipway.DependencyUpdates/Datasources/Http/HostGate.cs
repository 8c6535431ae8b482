namespace Slipway.DependencyUpdates.Datasources.Http;

/// <summary>
/// Limits what goes to one host at once, holds requests back while it asks for that, and closes for the run once it failed: what waits then
/// fails at once, with the same reason, and delays nobody else.
/// </summary>
sealed class HostGate(string host, SourceOptions options, SemaphoreSlim all, TimeProvider time) : IDisposable
{
    readonly SemaphoreSlim _here = new(options.RequestsPerHost);
    long _pausedUntil;
    SourceException? _failure;

    public string Host => host;

    /// <summary>Waits for a turn; disposing the result ends it.</summary>
    /// <exception cref="SourceException">The host failed in this run.</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken ct)
    {
        await _here.WaitAsync(ct);
        try
        {
            ThrowIfFailed();
            while (new DateTimeOffset(Interlocked.Read(ref _pausedUntil), TimeSpan.Zero) - time.GetUtcNow() is { Ticks: > 0 } left) await Task.Delay(left, time, ct);
            await all.WaitAsync(ct);
            return new Turn(this);
        }
        catch
        {
            _here.Release();
            throw;
        }
    }

    /// <summary>Nothing goes to the host before this has passed.</summary>
    public void PauseFor(TimeSpan wait) => Interlocked.Exchange(ref _pausedUntil, Math.Max(Interlocked.Read(ref _pausedUntil), (time.GetUtcNow() + wait).UtcTicks));

    public void Answered() => Interlocked.Exchange(ref _failure, null);

    /// <summary>Closes the gate.</summary>
    public SourceException Failed(SourceException reason)
    {
        Interlocked.Exchange(ref _failure, reason);
        return reason;
    }

    public void Dispose() => _here.Dispose();

    void ThrowIfFailed()
    {
        if (Volatile.Read(ref _failure) is { } failure) throw new SourceException(failure.Code, failure.Message, failure.Remedy, failure);
    }

    sealed class Turn(HostGate gate) : IDisposable
    {
        public void Dispose() => gate.Leave();
    }

    void Leave()
    {
        all.Release();
        _here.Release();
    }
}
