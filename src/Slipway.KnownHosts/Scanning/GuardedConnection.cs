using System.Net;
using System.Net.Sockets;

namespace Slipway.KnownHosts.Scanning;

/// <summary>A connection to a name, as far as none of its addresses is refused; for what is not SSH: pages and DNS servers.</summary>
static class GuardedConnection
{
    /// <exception cref="KnownHostsException">It is refused, or not in DNS.</exception>
    /// <exception cref="SocketException">Nobody is there.</exception>
    public static async ValueTask<Stream> OpenAsync(string name, int port, Func<IPAddress, bool>? mayConnect, CancellationToken ct)
    {
        IReadOnlyList<IPAddress> addresses;
        try
        {
            addresses = await HostAddresses.OfAsync(name, mayConnect, ct);
        }
        catch (ProbeException refused)
        {
            throw new KnownHostsException("source.unreachable", refused.Message);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync([.. addresses], port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
