using System.Net;

namespace Slipway.KnownHosts.Scanning;

/// <summary>
/// A place from which a host is looked at. Two are worth more than one as far as their ways to the host differ: a proxy in another network,
/// a host to jump over. What lies between this machine and the host's own network can still deceive all of them.
/// </summary>
public abstract class VantagePoint(string name)
{
    /// <summary>As the evidence names it.</summary>
    public string Name { get; } = name;

    /// <summary>Where this process runs.</summary>
    public static VantagePoint Here { get; } = new DirectVantage("here");

    /// <summary>Reads <c>direct</c>, <c>socks5://host:port</c> or <c>ssh://user@host:port</c>.</summary>
    /// <exception cref="KnownHostsException">It is none of them.</exception>
    public static VantagePoint Parse(string name, string via)
    {
        if (via is "direct")
        {
            return new DirectVantage(name);
        }

        if (Uri.TryCreate(via, UriKind.Absolute, out var url) && url.Host.Length > 0 && HostAddress.TryParse(url.Host) is not null)
        {
            switch (url.Scheme)
            {
                case "socks5":
                    return new SocksVantage(name, url.Host, url.Port > 0 ? url.Port : 1080);
                case "ssh":
                    return new JumpVantage(name, url);
            }
        }

        throw new KnownHostsException("config.vantage", $"'{via}' is no way to look at a host: write direct, socks5://HOST:PORT or ssh://USER@HOST.");
    }

    /// <summary>The addresses at which the host is looked at from here, each for itself; null: where the name leads is the other end's to find out.</summary>
    /// <param name="mayConnect">Where something is refused, names are looked up here, and the other end is asked for what was looked at.</param>
    /// <exception cref="ProbeException">There is none, or one is refused.</exception>
    internal virtual async Task<IReadOnlyList<IPAddress?>> AddressesAsync(HostAddress host, Func<IPAddress, bool>? mayConnect, CancellationToken ct) =>
        mayConnect is null ? [null] : [.. await HostAddresses.OfAsync(host.Name, mayConnect, ct)];

    /// <summary>A connection to the host, the caller's to dispose.</summary>
    /// <param name="address">One of its addresses.</param>
    /// <exception cref="ProbeException">There is none.</exception>
    internal abstract Task<Stream> ConnectAsync(HostAddress host, IPAddress? address, CancellationToken ct);
}
