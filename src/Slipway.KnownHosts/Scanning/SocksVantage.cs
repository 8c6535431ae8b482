using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Slipway.KnownHosts.Scanning;

/// <summary>Through a SOCKS 5 proxy, which looks up the name as well (RFC 1928): <c>ssh -D</c> makes one.</summary>
sealed class SocksVantage(string name, string proxy, int port) : VantagePoint(name)
{
    internal override async Task<Stream> ConnectAsync(HostAddress host, IPAddress? address, CancellationToken ct)
    {
        var stream = await OpenAsync(ct);
        try
        {
            await stream.WriteAsync(new byte[] { 5, 1, 0 }, ct);
            var answer = new byte[4];
            await ReadAsync(stream, answer.AsMemory(0, 2), ct);
            if (answer[0] != 5 || answer[1] != 0)
            {
                throw new ProbeException(ProbeFault.Unreachable, $"The proxy {proxy} wants to know who we are, or is none.");
            }

            var target = Encoding.ASCII.GetBytes(address?.ToString() ?? host.Name);
            byte[] request = [5, 1, 0, 3, (byte)target.Length, .. target, 0, 0];
            BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(request.Length - 2), (ushort)host.Port);
            await stream.WriteAsync(request, ct);
            await ReadAsync(stream, answer, ct);
            if (answer[1] != 0)
            {
                throw new ProbeException(answer[1] == 4 ? ProbeFault.Unknown : ProbeFault.Unreachable, $"The proxy {proxy} does not get there (SOCKS {answer[1]}).");
            }

            var length = answer[3] switch { 1 => 4, 4 => 16, 3 => await ByteAsync(stream, ct), _ => throw new ProbeException(ProbeFault.Unreachable, $"{proxy} is no SOCKS proxy.") };
            await ReadAsync(stream, new byte[length + 2], ct);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    // The proxy's own name has the addresses that it has: one of them is enough.
    async Task<Stream> OpenAsync(CancellationToken ct)
    {
        ProbeException? last = null;
        foreach (var address in await HostAddresses.OfAsync(proxy, null, ct))
        {
            try
            {
                return await DirectVantage.OpenAsync(address, port, ct);
            }
            catch (ProbeException fault)
            {
                last = fault;
            }
        }

        throw last!;
    }

    static async Task<int> ByteAsync(Stream stream, CancellationToken ct)
    {
        var one = new byte[1];
        await ReadAsync(stream, one, ct);
        return one[0];
    }

    static async Task ReadAsync(Stream stream, Memory<byte> into, CancellationToken ct)
    {
        try
        {
            await stream.ReadExactlyAsync(into, ct);
        }
        catch (EndOfStreamException)
        {
            throw new ProbeException(ProbeFault.Closed, "The proxy closed the connection.");
        }
    }
}
