using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Slipway.Formats;
using Slipway.Formats.Ssh;

namespace Slipway.KnownHosts.Scanning;

/// <summary>
/// SSH's transport over one stream (RFC 4253, 4 and 6): versions, then packets, in the clear until <see cref="Protect"/>. Bounded: a packet
/// has at most 64 KiB, what comes before the version 16 KiB.
/// </summary>
sealed class SshWire(Stream stream)
{
    public const string OwnVersion = "SSH-2.0-Slipway_1.0";

    const int MostBefore = 16 * 1024;
    const int LongestPacket = 64 * 1024;
    const int MostIgnored = 64;

    byte[] buffer = new byte[4096];
    int start;
    int end;
    GcmProtection? outgoing;
    GcmProtection? incoming;

    /// <summary>Reads up to the server's version, and gives it without the line's end. Lines before it are the server's banner (RFC 4253, 4.2).</summary>
    public async Task<string> ReadVersionAsync(CancellationToken ct)
    {
        for (var before = 0; ;)
        {
            var line = await ReadLineAsync(ct);
            if (line.StartsWith("SSH-", StringComparison.Ordinal))
            {
                return line.StartsWith("SSH-2.0-", StringComparison.Ordinal) || line.StartsWith("SSH-1.99-", StringComparison.Ordinal)
                    ? line
                    : throw new ProbeException(ProbeFault.NotSsh, $"It speaks an old SSH: {Plain(line)}.");
            }

            before += line.Length + 1;
            if (before > MostBefore)
            {
                throw NotSsh();
            }
        }
    }

    public ValueTask WriteVersionAsync(byte[] firstMessage, CancellationToken ct)
    {
        byte[] both = [.. Encoding.ASCII.GetBytes(OwnVersion + "\r\n"), .. Frame(firstMessage)];
        return stream.WriteAsync(both, ct);
    }

    public ValueTask WriteAsync(ReadOnlySpan<byte> message, CancellationToken ct) => stream.WriteAsync(outgoing is null ? Frame(message) : outgoing.Seal(message), ct);

    /// <summary>The next message that says something: what is to be ignored is, and the server's goodbye is an exception.</summary>
    public async Task<byte[]> ReadAsync(CancellationToken ct)
    {
        for (var ignored = 0; ignored < MostIgnored; ignored++)
        {
            var message = await ReadPacketAsync(ct);
            switch (message.Length == 0 ? 0 : message[0])
            {
                case 1:
                    throw new ProbeException(ProbeFault.Closed, $"The server ended it: {Goodbye(message)}.");
                case 2 or 3 or 4 or 7: // ignore, unimplemented, debug, ext-info
                    continue;
                default:
                    return message;
            }
        }

        throw NotSsh();
    }

    /// <summary>From now on both ways are encrypted.</summary>
    public void Protect(GcmProtection towards, GcmProtection back) => (outgoing, incoming) = (towards, back);

    async Task<byte[]> ReadPacketAsync(CancellationToken ct)
    {
        await FillAsync(4, ct);
        var length = BinaryPrimitives.ReadUInt32BigEndian(buffer.AsSpan(start));
        if (length is < 2 or > LongestPacket)
        {
            throw NotSsh();
        }

        var whole = 4 + (int)length + (incoming is null ? 0 : GcmProtection.TagLength);
        await FillAsync(whole, ct);
        var packet = buffer.AsSpan(start, whole);
        start += whole;
        var body = incoming is null ? packet[4..] : incoming.Open(packet);
        return body[0] < body.Length ? body[1..^body[0]].ToArray() : throw NotSsh();
    }

    async Task<string> ReadLineAsync(CancellationToken ct)
    {
        for (var length = 0; ; length++)
        {
            if (length > 1024)
            {
                throw NotSsh();
            }

            await FillAsync(length + 1, ct);
            if (buffer[start + length] == '\n')
            {
                var line = Encoding.Latin1.GetString(buffer, start, length).TrimEnd('\r');
                start += length + 1;
                return line;
            }
        }
    }

    async Task FillAsync(int wanted, CancellationToken ct)
    {
        if (buffer.Length - start < wanted)
        {
            var larger = buffer.Length < wanted ? new byte[wanted + 1024] : buffer;
            buffer.AsSpan(start, end - start).CopyTo(larger);
            (buffer, end, start) = (larger, end - start, 0);
        }

        while (end - start < wanted)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(end), ct);
            if (read == 0)
            {
                throw new ProbeException(ProbeFault.Closed, "The server closed the connection.");
            }

            end += read;
        }
    }

    static byte[] Frame(ReadOnlySpan<byte> message)
    {
        var padding = 8 - ((5 + message.Length) % 8);
        padding += padding < 4 ? 8 : 0;
        var packet = new byte[5 + message.Length + padding];
        BinaryPrimitives.WriteUInt32BigEndian(packet, (uint)(1 + message.Length + padding));
        packet[4] = (byte)padding;
        message.CopyTo(packet.AsSpan(5));
        RandomNumberGenerator.Fill(packet.AsSpan(5 + message.Length));
        return packet;
    }

    static string Goodbye(byte[] message)
    {
        try
        {
            var reader = new SshReader(message);
            reader.Raw(5);
            return Plain(Encoding.UTF8.GetString(reader.String()));
        }
        catch (MalformedInputException)
        {
            return "without a reason";
        }
    }

    public static string Plain(string text) => new([.. text.Take(200).Select(c => char.IsControl(c) ? ' ' : c)]);

    static ProbeException NotSsh() => new(ProbeFault.NotSsh, "What it sends is not SSH.");
}
