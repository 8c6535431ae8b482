using System.Net;
using System.Net.Sockets;

namespace Slipway.KnownHosts.Scanning;

/// <summary>All addresses of a name: each of them is the host, and each can be another machine.</summary>
static class HostAddresses
{
    const int Most = 16;

    /// <param name="mayConnect">Null: anywhere. A name that leads to a refused address is refused with all of its addresses.</param>
    /// <exception cref="ProbeException">There is none, or one is refused.</exception>
    public static async Task<IReadOnlyList<IPAddress>> OfAsync(string name, Func<IPAddress, bool>? mayConnect, CancellationToken ct)
    {
        var all = await LookUpAsync(name, ct);
        return mayConnect is null || all.All(mayConnect)
            ? all
            : throw new ProbeException(ProbeFault.Refused, $"{name} is not on the public internet. The operator of this server can allow its network.");
    }

    static async Task<IReadOnlyList<IPAddress>> LookUpAsync(string name, CancellationToken ct)
    {
        if (IPAddress.TryParse(name, out var literal))
        {
            return [literal];
        }

        try
        {
            var found = await System.Net.Dns.GetHostAddressesAsync(name, ct);
            return found.Length > 0 ? [.. found.Distinct().Take(Most)] : throw Unknown(name);
        }
        catch (SocketException)
        {
            throw Unknown(name);
        }
    }

    static ProbeException Unknown(string name) => new(ProbeFault.Unknown, $"{name} is not in DNS.");
}
