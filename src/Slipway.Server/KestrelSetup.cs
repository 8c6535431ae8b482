using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Slipway.Server;

static class KestrelSetup
{
    const int OutputBuffer = 1 << 20;

    /// <summary>HTTP/1.1 and 2 on loopback by default; a reverse proxy with TLS stands before it.</summary>
    public static void ConfigureKestrel(this WebApplicationBuilder builder, Instance instance) => builder.WebHost
        .UseUrls(instance.Urls)
        .ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxResponseBufferSize = OutputBuffer;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
        });
}
