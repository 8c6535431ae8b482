using System.Text;

namespace Slipway.Platform.Machines;

/// <summary>Keeps the last bytes of what goes by: the end of a log. As text it is never larger than the bound, and begins at a character.</summary>
public sealed class Tail(int maxBytes)
{
    readonly byte[] ring = new byte[Math.Max(0, maxBytes)];
    long written;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (ring.Length == 0)
            return;
        if (bytes.Length > ring.Length)
        {
            written += bytes.Length - ring.Length;
            bytes = bytes[^ring.Length..];
        }

        var at = (int)(written % ring.Length);
        var first = Math.Min(bytes.Length, ring.Length - at);
        bytes[..first].CopyTo(ring.AsSpan(at));
        bytes[first..].CopyTo(ring);
        written += bytes.Length;
    }

    /// <summary>What is not UTF-8 becomes '?': one byte, so that nothing grows.</summary>
    public override string ToString()
    {
        if (ring.Length == 0)
            return "";
        var at = (int)(written % ring.Length);
        byte[] bytes = written <= ring.Length ? ring[..(int)written] : [.. ring.AsSpan(at), .. ring.AsSpan(0, at)];
        var start = 0;
        while (written > ring.Length && start < bytes.Length && start < 4 && (bytes[start] & 0xc0) == 0x80)
            start++;
        return s_text.GetString(bytes, start, bytes.Length - start);
    }

    static readonly Encoding s_text = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("?"));
}
