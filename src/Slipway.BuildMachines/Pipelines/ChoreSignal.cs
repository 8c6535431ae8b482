namespace Slipway.BuildMachines.Pipelines;

/// <summary>Wakes the <see cref="ChoreLoop"/>; rings while it works count once.</summary>
sealed class ChoreSignal : IDisposable
{
    readonly SemaphoreSlim bell = new(0, 1);

    public void Ring()
    {
        try
        {
            bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // it will look anyway
        }
    }

    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken ct) => bell.WaitAsync(atMost, ct);

    public void Dispose() => bell.Dispose();
}
