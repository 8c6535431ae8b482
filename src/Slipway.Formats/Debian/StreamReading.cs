using System.Buffers;

namespace Slipway.Formats.Debian;

/// <summary>Reading a stream to where a format says.</summary>
internal static class StreamReading
{
    /// <summary>Passes over what is left; answers false when a byte of it fails the test.</summary>
    public static async ValueTask<bool> DrainAsync(this Stream stream, Func<ReadOnlyMemory<byte>, bool> allowed, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, ct)) > 0)
            {
                if (!allowed(buffer.AsMemory(0, read))) return false;
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Passes over so many bytes; answers false when the stream ends before.</summary>
    public static async ValueTask<bool> SkipAsync(this Stream stream, long count, CancellationToken ct)
    {
        if (count == 0) return true;
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (count > 0)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count)), ct);
                if (read == 0) return false;
                count -= read;
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
