using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Slipway.DevInstance.Mirrors;

/// <summary>
/// Where the server may go on a user's behalf. What is not on the public internet is refused: a project's address must not reach the
/// operator's own services. The address that was looked at is the one that git connects to.
/// </summary>
sealed class Outbound(IOptions<MirrorOptions> options)
{
    // IANA's registries of special-purpose addresses.
    static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "::/128", "::1/128", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "ff00::/8",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    readonly IPNetwork[] allowed = [.. options.Value.AllowedNetworks.Select(text => IPNetwork.Parse(text))];

    /// <summary>Where git may go for this address, or why it may not.</summary>
    public async Task<OutboundAnswer> LookAsync(RemoteAddress address, CancellationToken ct)
    {
        if (address.IsFile)
        {
            var path = Path.GetFullPath(address.Url.LocalPath);
            return address.Url.Host.Length == 0 && options.Value.AllowedFolders.Any(folder => path.StartsWith(Path.GetFullPath(folder).TrimEnd('/') + "/", StringComparison.Ordinal))
                ? new OutboundAnswer.Allowed(null)
                : new OutboundAnswer.Refused("Folders of the server are not taken, unless its operator allows them (Mirrors:AllowedFolders).");
        }

        try
        {
            var found = IPAddress.TryParse(address.Url.IdnHost, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(address.Url.IdnHost, ct);
            return found.Select(Plain).FirstOrDefault(MayGo) is { } good && found.Select(Plain).All(MayGo)
                ? new OutboundAnswer.Allowed(good)
                : new OutboundAnswer.Refused($"{address.Url.Host} is not on the public internet. The operator can allow its network (Mirrors:AllowedNetworks).");
        }
        catch (SocketException)
        {
            return new OutboundAnswer.Refused($"There is no host {address.Url.Host}.");
        }
    }

    static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    bool MayGo(IPAddress address) => allowed.Any(network => network.Contains(address)) || !NotPublic.Any(network => network.Contains(address));
}

abstract record OutboundAnswer
{
    /// <param name="Host">The address to connect to; null for a folder.</param>
    public sealed record Allowed(IPAddress? Host) : OutboundAnswer;

    public sealed record Refused(string Why) : OutboundAnswer;
}
