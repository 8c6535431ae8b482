using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Slipway.Platform;

/// <summary>
/// The address under which users reach the server, without a slash at the end: <c>Server:PublicUrl</c>, else that of the request. It goes
/// into scripts that run as root, so a host that is no host is refused.
/// </summary>
public sealed class PublicAddress(IConfiguration configuration, IServer server)
{
    public string Of(HttpRequest request) =>
        Configured ?? $"{request.Scheme}://{(IsHost(request.Host.Value ?? "") ? request.Host.Value : "localhost")}";

    /// <summary>Where there is no request: in jobs and in messages to a terminal.</summary>
    public string Default =>
        Configured ?? server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/') ?? "http://localhost";

    string? Configured => configuration["Server:PublicUrl"]?.TrimEnd('/');

    static bool IsHost(string host) => host.Length is > 0 and < 256 && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']');
}
