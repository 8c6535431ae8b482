using Slipway.PackageServer.Publications;

namespace Slipway.PackageServer.Downloads;

/// <summary>What one reader was given last, and of which pairs it has one half.</summary>
sealed class Trail
{
    const int Longest = 64;
    static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    // Behind one address there may be several readers with one agent. A signature is asked for at once, so what waits longer is not waited for.
    static readonly TimeSpan Pending = TimeSpan.FromSeconds(2);
    readonly List<Half> halves = [];
    readonly Lock gate = new();
    CurrentPublication? last;
    long at;

    public void Saw(CurrentPublication publication, long now)
    {
        lock (gate)
        {
            (last, at) = (publication, now);
        }
    }

    /// <param name="current">What a reader without the other half is given.</param>
    public CurrentPublication Pair(TimeProvider time, string connection, bool signature, CurrentPublication current)
    {
        lock (gate)
        {
            halves.RemoveAll(half => time.GetElapsedTime(half.At) > (half.Connection == connection ? Remembered : Pending));
            var other = halves.FindLastIndex(half => half.Connection == connection && half.Signature != signature);
            if (other < 0 && signature)
            {
                // On another connection, as dnf does: the oldest document that still waits.
                other = halves.FindIndex(half => !half.Signature);
            }

            var publication = other < 0 ? current : halves[other].Publication;
            if (other >= 0)
            {
                halves.RemoveAt(other);
            }
            else
            {
                halves.Add(new Half(publication, connection, signature, time.GetTimestamp()));
                halves.RemoveRange(0, Math.Max(0, halves.Count - Longest));
            }

            (last, at) = (publication, time.GetTimestamp());
            return publication;
        }
    }

    public CurrentPublication? Last(TimeProvider time)
    {
        lock (gate)
        {
            return time.GetElapsedTime(at) < Remembered ? last : null;
        }
    }

    sealed record Half(CurrentPublication Publication, string Connection, bool Signature, long At);
}
