using System.Threading.Channels;

namespace Slipway.DevInstance.Pushes;

/// <summary>Wakes those who wait for work, as many as sleep; none is lost that comes while they are awake.</summary>
class Wake(int sleepers)
{
    readonly Channel<bool> calls = Channel.CreateBounded<bool>(new BoundedChannelOptions(sleepers) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Call() => calls.Writer.TryWrite(true);

    /// <summary>Until somebody calls, or the time is over.</summary>
    public async Task SleepAsync(TimeSpan longest, TimeProvider time, CancellationToken ct)
    {
        try
        {
            await calls.Reader.WaitToReadAsync(ct).AsTask().WaitAsync(longest, time, ct);
            calls.Reader.TryRead(out _);
        }
        catch (TimeoutException)
        {
            // Time to look for what is to be tried again.
        }
    }
}

/// <summary>Pushes have landed that are to be handled.</summary>
sealed class PushWake() : Wake(sleepers: 1);
