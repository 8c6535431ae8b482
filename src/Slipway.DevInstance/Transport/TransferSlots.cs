using Microsoft.Extensions.Options;
using Slipway.DevInstance.Git;

namespace Slipway.DevInstance.Transport;

/// <summary>So many transfers at once; more wait their turn.</summary>
sealed class TransferSlots(IOptions<GitOptions> options) : IDisposable
{
    readonly SemaphoreSlim free = new(options.Value.MaxTransfers);

    public async Task<IDisposable> EnterAsync(CancellationToken ct)
    {
        await free.WaitAsync(ct);
        return new Slot(free);
    }

    public void Dispose() => free.Dispose();

    sealed class Slot(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
