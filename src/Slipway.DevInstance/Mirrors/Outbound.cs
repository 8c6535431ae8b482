using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Slipway.Platform.Networks;

namespace Slipway.DevInstance.Mirrors;

/// <summary>
/// Where the server may go on a user's behalf. What is not on the public internet is refused: a project's address must not reach the
/// operator's own services. The address that was looked at is the one that git connects to.
/// </summary>
sealed class Outbound(IOptions<MirrorOptions> options)
{
    readonly ReachableNetworks networks = new(options.Value.AllowedNetworks);

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
            return found.Select(Plain).FirstOrDefault(networks.MayGo) is { } good && found.All(networks.MayGo)
                ? new OutboundAnswer.Allowed(good)
                : new OutboundAnswer.Refused($"{address.Url.Host} is not on the public internet. The operator can allow its network (Mirrors:AllowedNetworks).");
        }
        catch (SocketException)
        {
            return new OutboundAnswer.Refused($"There is no host {address.Url.Host}.");
        }
    }

    static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}

abstract record OutboundAnswer
{
    /// <param name="Host">The address to connect to; null for a folder.</param>
    public sealed record Allowed(IPAddress? Host) : OutboundAnswer;

    public sealed record Refused(string Why) : OutboundAnswer;
}
