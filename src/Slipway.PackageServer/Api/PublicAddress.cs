using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Slipway.PackageServer.Api;

/// <summary>Section <c>Server</c> of the configuration.</summary>
public sealed class ServerOptions
{
    /// <summary><c>https://packages.example.org</c>; without it, the address of each request is used.</summary>
    public string? PublicUrl { get; set; }
}

/// <summary>The address under which users reach the server. It goes into scripts that run as root, so a host that is no host is refused.</summary>
sealed class PublicAddress(IOptions<ServerOptions> options)
{
    public string Of(HttpRequest request) =>
        options.Value.PublicUrl?.TrimEnd('/') ?? $"{request.Scheme}://{(IsHost(request.Host.Value ?? "") ? request.Host.Value : "localhost")}";

    static bool IsHost(string host) => host.Length is > 0 and < 256 && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']');
}
