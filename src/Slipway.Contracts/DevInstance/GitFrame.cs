using System.Buffers.Binary;

namespace Slipway.Contracts.DevInstance;

/// <summary>What a piece of a git session over an upgraded connection is.</summary>
public enum GitFrameKind
{
    /// <summary>To git; one of no bytes is the end.</summary>
    Input = 0,

    /// <summary>From git.</summary>
    Output = 1,

    /// <summary>For the user's terminal.</summary>
    Errors = 2,

    /// <summary>One byte: the exit code. The last frame.</summary>
    Exit = 3,
}

/// <summary>
/// git's streams over one connection, GET /api/v2/ssh/sessions/{key} with <c>Upgrade: slipway-git</c>: a byte for the kind, four for the
/// length (big-endian, at most 64 KiB), then the bytes.
/// </summary>
public static class GitFrame
{
    /// <summary>The most bytes of one frame.</summary>
    public const int Longest = 64 * 1024;

    const int HeaderLength = 5;

    /// <summary>Writes one frame, and flushes.</summary>
    public static async Task WriteAsync(Stream stream, GitFrameKind kind, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        if (bytes.Length > Longest)
        {
            throw new ArgumentException($"A frame has at most {Longest} bytes.", nameof(bytes));
        }

        var frame = new byte[HeaderLength + bytes.Length];
        frame[0] = (byte)kind;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), bytes.Length);
        bytes.CopyTo(frame.AsMemory(HeaderLength));
        await stream.WriteAsync(frame, ct).ConfigureAwait(false);
        await stream.FlushAsync(ct).ConfigureAwait(false);
    }

    /// <summary>The next frame, or null at the end.</summary>
    /// <param name="buffer">Of <see cref="Longest"/> bytes, used again for each.</param>
    /// <exception cref="InvalidDataException">It is no frame.</exception>
    /// <exception cref="EndOfStreamException">It ends within a frame.</exception>
    public static async Task<(GitFrameKind Kind, ReadOnlyMemory<byte> Bytes)?> ReadAsync(Stream stream, byte[] buffer, CancellationToken ct)
    {
        var header = new byte[HeaderLength];
        var read = await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, ct).ConfigureAwait(false);
        if (read == 0)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1));
        if (read < HeaderLength || length is < 0 or > Longest || header[0] > (byte)GitFrameKind.Exit)
        {
            throw new InvalidDataException("This is no frame of a git session.");
        }

        await stream.ReadExactlyAsync(buffer.AsMemory(0, length), ct).ConfigureAwait(false);
        return ((GitFrameKind)header[0], buffer.AsMemory(0, length));
    }
}
