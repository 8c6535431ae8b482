using System.Threading.Channels;

namespace Slipway.DevInstance.Pushes;

/// <summary>Says that there is something to handle. Apart from <see cref="PushHandling"/>, so that what follows from a push may move refs itself.</summary>
sealed class PushWake
{
    readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake() => wake.Writer.TryWrite(true);

    /// <summary>Waits until it is said, or was since the last time.</summary>
    /// <exception cref="TimeoutException">It was not, for so long.</exception>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken ct)
    {
        await wake.Reader.WaitToReadAsync(ct).AsTask().WaitAsync(longest, time, ct);
        wake.Reader.TryRead(out _);
    }
}
