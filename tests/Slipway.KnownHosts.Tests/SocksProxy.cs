using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Slipway.KnownHosts.Tests;

/// <summary>A SOCKS 5 proxy that leads where a test says: another network, or an impostor.</summary>
public sealed class SocksProxy(Func<int, int> port) : IAsyncDisposable
{
    readonly BadServer server = new(async (stream, ct) =>
    {
        var head = new byte[3];
        await stream.ReadExactlyAsync(head, ct);
        await stream.WriteAsync(new byte[] { 5, 0 }, ct);
        var request = new byte[5];
        await stream.ReadExactlyAsync(request, ct);
        var rest = new byte[request[4] + 2];
        await stream.ReadExactlyAsync(rest, ct);
        using var target = new TcpClient();
        await target.ConnectAsync(Encoding.ASCII.GetString(rest[..^2]), port(BinaryPrimitives.ReadUInt16BigEndian(rest.AsSpan(rest.Length - 2))), ct);
        await stream.WriteAsync(new byte[] { 5, 0, 0, 1, 0, 0, 0, 0, 0, 0 }, ct);
        await using var other = target.GetStream();
        await Task.WhenAny(stream.CopyToAsync(other, ct), other.CopyToAsync(stream, ct));
    });

    public string Via => $"socks5://127.0.0.1:{server.Host.Port}";

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
