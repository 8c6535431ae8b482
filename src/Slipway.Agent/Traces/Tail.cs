using System.Text;

namespace Slipway.Agent.Traces;

/// <summary>Hands on what it takes, and remembers the end of it.</summary>
sealed class Tail(IByteSink to) : IByteSink
{
    const int Most = 16 * 1024;

    readonly Lock _lock = new();
    readonly List<byte> _end = [];

    public string Text
    {
        get
        {
            lock (_lock)
                return Encoding.UTF8.GetString([.. _end]);
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            _end.AddRange(bytes[Math.Max(0, bytes.Length - Most)..]);
            _end.RemoveRange(0, Math.Max(0, _end.Count - Most));
        }

        to.Append(bytes);
    }
}
