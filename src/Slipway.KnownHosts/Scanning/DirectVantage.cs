using System.Net;
using System.Net.Sockets;

namespace Slipway.KnownHosts.Scanning;

/// <summary>Straight from this machine.</summary>
sealed class DirectVantage(string name) : VantagePoint(name)
{
    internal override Task<Stream> ConnectAsync(HostAddress host, CancellationToken ct) => OpenAsync(host.Name, host.Port, ct);

    internal static async Task<Stream> OpenAsync(string name, int port, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (IPAddress.TryParse(name, out var address))
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), ct);
            }
            else
            {
                await socket.ConnectAsync(await System.Net.Dns.GetHostAddressesAsync(name, ct), port, ct);
            }

            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException fault)
        {
            socket.Dispose();
            throw fault.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain
                ? new ProbeException(ProbeFault.Unknown, $"{name} is not in DNS.")
                : new ProbeException(ProbeFault.Unreachable, fault.SocketErrorCode is SocketError.ConnectionRefused ? "Nobody listens there." : $"It can't be reached: {fault.Message}.");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
