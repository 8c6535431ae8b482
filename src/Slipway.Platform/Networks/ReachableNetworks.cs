using System.Net;

namespace Slipway.Platform.Networks;

/// <summary>
/// Where the server may go on a user's behalf: the public internet, and the networks that its operator names. A project's address must not
/// reach the operator's own services.
/// </summary>
/// <param name="allowed">As <c>10.0.0.0/8</c> or <c>::1/128</c>.</param>
public sealed class ReachableNetworks(IEnumerable<string> allowed)
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

    readonly IPNetwork[] allowed = [.. allowed.Select(text => IPNetwork.Parse(text))];

    /// <summary>An address of IPv4 in IPv6's clothes counts as what it is.</summary>
    public bool MayGo(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return allowed.Any(network => network.Contains(plain)) || !NotPublic.Any(network => network.Contains(plain));
    }

    /// <summary>For the check of a setting.</summary>
    public static bool AreNetworks(IEnumerable<string> texts) => texts.All(text => IPNetwork.TryParse(text, out _));
}
