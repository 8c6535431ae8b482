using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Slipway.Adapters.Docker;
using Slipway.Platform.Machines;
using Slipway.Testing;

namespace Slipway.Providers.Tests.Containers;

/// <summary>An engine on another host: TLS that proves both sides, in front of the real podman.</summary>
public sealed class EngineOverTlsTests(PodmanFixture podman) : IAsyncLifetime
{
    static readonly InstanceId Instance = new("7c1e2d3f-0000-4000-8000-3f2b1a0c9d8e");
    readonly TempFolder folder = new();
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource end = new();
    X509Certificate2 authority = null!;
    X509Certificate2 serverCertificate = null!;

    public ValueTask InitializeAsync()
    {
        authority = Authority("slipway test");
        serverCertificate = Issue(authority, "localhost");
        Client("good", authority, authority);
        var strange = Authority("somebody else");
        Client("strange-client", authority, strange);
        Client("strange-authority", strange, authority);
        listener.Start();
        _ = ServeAsync();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task It_is_reached_with_a_certificate_of_its_authority()
    {
        await using var provider = Open("good");
        (await provider.ListAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("strange-client")]
    [InlineData("strange-authority")]
    public async Task It_is_not_reached_where_one_side_does_not_know_the_other(string certificates)
    {
        await using var provider = Open(certificates);
        await Should.ThrowAsync<Exception>(provider.ListAsync(TestContext.Current.CancellationToken));
    }

    IMachineProvider Open(string certificates) => new ContainerProviderKind().Open(
        ProviderSettings.Of(("engine", $"tcp://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}"), ("certificates", folder[certificates]), ("image", Podman.Image)), Instance);

    async Task ServeAsync()
    {
        while (!end.IsCancellationRequested)
        {
            var connection = await listener.AcceptTcpClientAsync(end.Token);
            _ = RelayAsync(connection);
        }
    }

    async Task RelayAsync(TcpClient connection)
    {
        try
        {
            using var _ = connection;
            await using var tls = new SslStream(connection.GetStream());
            var chain = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            chain.CustomTrustStore.Add(authority);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = serverCertificate, ClientCertificateRequired = true, CertificateChainPolicy = chain }, end.Token);
            using var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await engine.ConnectAsync(new UnixDomainSocketEndPoint(podman.Socket), end.Token);
            await using var stream = new NetworkStream(engine);
            await Task.WhenAny(tls.CopyToAsync(stream, end.Token), stream.CopyToAsync(tls, end.Token));
        }
        catch (Exception ended) when (ended is IOException or AuthenticationException or OperationCanceledException or SocketException)
        {
            // the client sees it
        }
    }

    void Client(string name, X509Certificate2 trusts, X509Certificate2 issuedBy)
    {
        Directory.CreateDirectory(folder[name]);
        using var certificate = Issue(issuedBy, "client");
        File.WriteAllText(folder[name, "ca.pem"], trusts.ExportCertificatePem());
        File.WriteAllText(folder[name, "cert.pem"], certificate.ExportCertificatePem());
        File.WriteAllText(folder[name, "key.pem"], certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddDays(1));
    }

    static X509Certificate2 Issue(X509Certificate2 authority, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(authority, TimeProvider.System.GetUtcNow().AddMinutes(-30), TimeProvider.System.GetUtcNow().AddHours(12), RandomNumberGenerator.GetBytes(8));
        using var withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
