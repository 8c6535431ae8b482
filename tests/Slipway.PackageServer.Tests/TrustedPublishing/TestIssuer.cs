using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Slipway.Testing;

namespace Slipway.PackageServer.Tests.TrustedPublishing;

/// <summary>An issuer of ID tokens over HTTPS, with a certificate of its own; its JWTs are made here by hand.</summary>
public sealed class TestIssuer : IAsyncDisposable
{
    readonly TempFolder folder = new();
    readonly WebApplication app;

    TestIssuer(WebApplication app, X509Certificate2 certificate)
    {
        this.app = app;
        File.WriteAllText(folder["issuer.pem"], certificate.ExportCertificatePem());
        Key = RSA.Create(2048);
    }

    /// <summary>For the server's SSL_CERT_FILE.</summary>
    public string CertificateFile => folder["issuer.pem"];

    public string Url => app.Urls.First().TrimEnd('/');

    public RSA Key { get; private set; }

    public string KeyId { get; private set; } = "key-1";

    /// <summary>How often the key set was asked for.</summary>
    public int Fetches { get; private set; }

    /// <summary>Told instead of the truth by the discovery document.</summary>
    public string? KeysAddress { get; set; }

    public static async Task<TestIssuer> StartAsync()
    {
        var certificate = Certificate();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        var issuer = new TestIssuer(app, certificate);
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = issuer.Url, jwks_uri = issuer.KeysAddress ?? issuer.Url + "/keys" }));
        app.MapGet("/keys", issuer.Keys);
        await app.StartAsync();
        return issuer;
    }

    public void Rotate()
    {
        Key = RSA.Create(2048);
        KeyId += "-next";
    }

    /// <summary>A token of a job of team/hello on the protected main branch, with changes.</summary>
    public string Token(string audience, Action<Dictionary<string, object?>>? change = null, string algorithm = "RS256", Func<byte[], byte[]>? sign = null) =>
        Jwt(Url, KeyId, audience, change, algorithm, sign ?? (data => Key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));

    public static string Jwt(string issuer, string keyId, string audience, Action<Dictionary<string, object?>>? change, string algorithm, Func<byte[], byte[]> sign)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = issuer, ["aud"] = audience, ["sub"] = "project_path:team/hello:ref_type:branch:ref:main", ["jti"] = Guid.NewGuid().ToString(),
            ["iat"] = now, ["nbf"] = now - 5, ["exp"] = now + 300, ["project_path"] = "team/hello", ["namespace_path"] = "team", ["ref"] = "main", ["ref_type"] = "branch",
            ["ref_path"] = "refs/heads/main", ["ref_protected"] = "true", ["sha"] = "0123456789abcdef0123456789abcdef01234567", ["pipeline_id"] = "71",
            ["pipeline_source"] = "push", ["job_id"] = "302", ["runner_id"] = 4, ["runner_environment"] = "self-hosted", ["user_login"] = "ada",
        };
        change?.Invoke(claims);
        var text = $"{Encode(new { alg = algorithm, kid = keyId, typ = "JWT" })}.{Encode(claims)}";
        return $"{text}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        folder.Dispose();
    }

    IResult Keys()
    {
        Fetches++;
        var key = Key.ExportParameters(includePrivateParameters: false);
        return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = KeyId, n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) } } });
    }

    static string Encode(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));

    static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
