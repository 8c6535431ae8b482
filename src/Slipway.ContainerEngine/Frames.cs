using System.Buffers.Binary;

namespace Slipway.ContainerEngine;

/// <summary>
/// The engine's stream of a container without a terminal: frames of eight bytes of header (the stream's number, three zero
/// bytes, the length, big endian) and the bytes. A frame is handed on as it comes; its length is never allocated.
/// </summary>
public static class Frames
{
    /// <summary>Until the stream's end.</summary>
    /// <exception cref="InvalidDataException">It is no such stream.</exception>
    public static async Task CopyAsync(Stream from, Action<ReadOnlySpan<byte>> to, CancellationToken ct)
    {
        var header = new byte[8];
        var buffer = new byte[32 * 1024];
        while (await from.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, ct) is var got && got > 0)
        {
            if (got < header.Length)
                return; // the container ended in the middle of it
            if (header[0] > 2 || header[1] != 0 || header[2] != 0 || header[3] != 0)
                throw new InvalidDataException("The engine's output is not in frames.");
            for (long left = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4)); left > 0;)
            {
                var read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), ct);
                if (read == 0)
                    return;
                to(buffer.AsSpan(0, read));
                left -= read;
            }
        }
    }
}
