using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Slipway.DependencyUpdates.Datasources.Git;

/// <summary>
/// git on a server that says where it may go: over HTTP to the one address that was looked at, to no redirect and through no proxy, and with none
/// of the machine's own settings, in which there can be passwords.
/// </summary>
sealed record GuardedGit(IReadOnlyList<string> Settings)
{
    /// <returns>Null where all may be gone to.</returns>
    /// <exception cref="SourceException">It may not be gone to.</exception>
    public static async Task<GuardedGit?> SettingsAsync(string url, Func<IPAddress, bool>? mayConnect, CancellationToken ct)
    {
        if (mayConnect is null) return null;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw SourceException.BadQuery($"{GitAddress.Shown(url)} is asked for by a server, and a server asks over HTTP.", "Give the repository's https address.");
        var found = await AddressesAsync(address.IdnHost, ct);
        if (found.Length == 0 || !found.All(mayConnect))
            throw new SourceException("deps.address-refused", $"{address.Host} is not on the public internet.", "Ask the operator to allow it.");
        var pinned = found[0].AddressFamily == AddressFamily.InterNetworkV6 ? $"[{found[0]}]" : found[0].ToString();
        string[] settings = [$"http.curloptResolve={address.IdnHost}:{address.Port.ToString(CultureInfo.InvariantCulture)}:{pinned}", "http.followRedirects=false", "http.proxy=", "credential.helper="];
        return new([.. settings.SelectMany(setting => new[] { "-c", setting })]);
    }

    public static void Apply(IDictionary<string, string?> environment)
    {
        environment["GIT_ALLOW_PROTOCOL"] = "http:https";
        environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        environment["GIT_CONFIG_NOSYSTEM"] = "1";
    }

    static async Task<IPAddress[]> AddressesAsync(string host, CancellationToken ct)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host.Trim('[', ']'), ct);
        }
        catch (SocketException)
        {
            throw new SourceException("deps.source-unreachable", $"There is no host {host}.", "Correct the address, or look at DNS.");
        }
    }
}
