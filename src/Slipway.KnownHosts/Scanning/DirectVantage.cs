using System.Net;
using System.Net.Sockets;

namespace Slipway.KnownHosts.Scanning;

/// <summary>Straight from this machine, to each of a host's addresses.</summary>
sealed class DirectVantage(string name) : VantagePoint(name)
{
    internal override async Task<IReadOnlyList<IPAddress?>> AddressesAsync(HostAddress host, Func<IPAddress, bool>? mayConnect, CancellationToken ct) =>
        await HostAddresses.OfAsync(host.Name, mayConnect, ct);

    internal override Task<Stream> ConnectAsync(HostAddress host, IPAddress? address, CancellationToken ct) => OpenAsync(address!, host.Port, ct);

    internal static async Task<Stream> OpenAsync(IPAddress address, int port, CancellationToken ct)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException fault)
        {
            socket.Dispose();
            throw new ProbeException(ProbeFault.Unreachable, fault.SocketErrorCode is SocketError.ConnectionRefused ? "Nobody listens there." : $"It can't be reached: {fault.Message}.");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
