using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Slipway.Testing;

namespace Slipway.KnownHosts.Tests;

/// <summary>An HTTPS server whose certificate is signed by an authority of its own.</summary>
public sealed class ListServer : IAsyncDisposable
{
    readonly TempFolder folder = new();
    WebApplication app = null!;

    /// <summary>By path.</summary>
    public Dictionary<string, string> Pages { get; } = new(StringComparer.Ordinal);

    public int Requests { get; private set; }

    public string Url => app.Urls.First();

    /// <summary>The authority's certificate, in PEM.</summary>
    public string Authority => folder["ca.pem"];

    public static async Task<ListServer> StartAsync()
    {
        var server = new ListServer();
        var (from, to) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(1));
        using var caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var caRequest = new CertificateRequest("CN=Test CA", caKey, HashAlgorithmName.SHA256);
        caRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var ca = caRequest.CreateSelfSigned(from, to);
        await System.IO.File.WriteAllTextAsync(server.Authority, ca.ExportCertificatePem());
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=lists", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(ca, from, to, [1, 2, 3]);
        var certificate = X509CertificateLoader.LoadPkcs12(signed.CopyWithPrivateKey(key).Export(X509ContentType.Pkcs12), null);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        server.app = builder.Build();
        server.app.Run(async context =>
        {
            server.Requests++;
            context.Response.StatusCode = server.Pages.ContainsKey(context.Request.Path!) ? 200 : 404;
            await context.Response.WriteAsync(server.Pages.GetValueOrDefault(context.Request.Path!, ""));
        });
        await server.app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        folder.Dispose();
    }
}
