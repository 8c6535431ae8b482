using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Slipway.ContainerEngine;

/// <summary>Where a container engine answers: a socket of this machine, or a host with TLS on both sides.</summary>
public abstract record EngineAddress
{
    private EngineAddress()
    {
    }

    /// <summary>A socket in the file system.</summary>
    public sealed record UnixSocket(string Path) : EngineAddress
    {
        public override string ToString() => "unix://" + Path;
    }

    /// <summary>A host and port. Who reaches an engine is root on its host, so without a certificate only this machine's own loopback will do.</summary>
    /// <param name="Certificates">A folder with <c>ca.pem</c>, <c>cert.pem</c> and <c>key.pem</c>, as docker's clients have it; null for none.</param>
    public sealed record Tcp(string Host, int Port, string? Certificates) : EngineAddress
    {
        public override string ToString() => $"tcp://{Host}:{Port}";
    }

    /// <summary>Reads <c>unix:///var/run/docker.sock</c>, a path, or <c>tcp://host:2376</c>.</summary>
    /// <param name="fault">Why it can't be.</param>
    public static EngineAddress? Parse(string text, string? certificates, out string fault)
    {
        fault = "";
        if ((text.StartsWith("unix://", StringComparison.Ordinal) ? text["unix://".Length..] : text) is ['/', ..] path)
            return new UnixSocket(path);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme != "tcp" || uri.Port <= 0 || uri.PathAndQuery is not ("" or "/") || uri.UserInfo.Length > 0)
            fault = $"'{text}' must be unix:///PATH or tcp://HOST:PORT";
        else if (certificates is null && !uri.IsLoopback)
            fault = $"'{text}' needs client certificates: whoever reaches an engine without them is root on its host";
        else
            return new Tcp(uri.Host, uri.Port, certificates);
        return null;
    }

    internal SocketsHttpHandler Handler() => this switch
    {
        UnixSocket unix => new SocketsHttpHandler { ConnectCallback = (_, ct) => ConnectAsync(unix.Path, ct), UseProxy = false },
        Tcp { Certificates: { } folder } => new SocketsHttpHandler { SslOptions = Tls(folder), UseProxy = false },
        _ => new SocketsHttpHandler { UseProxy = false },
    };

    internal Uri Base => this switch
    {
        Tcp tcp => new UriBuilder(tcp.Certificates is null ? "http" : "https", tcp.Host, tcp.Port).Uri,
        _ => new Uri("http://engine/"),
    };

    static async ValueTask<Stream> ConnectAsync(string socket, CancellationToken ct)
    {
        var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), ct);
            return new NetworkStream(connection, ownsSocket: true);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    static SslClientAuthenticationOptions Tls(string folder)
    {
        try
        {
            using var pem = X509Certificate2.CreateFromPemFile(Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem"));
            var roots = new X509Certificate2Collection();
            roots.ImportFromPemFile(Path.Combine(folder, "ca.pem"));
            var chain = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            chain.CustomTrustStore.AddRange(roots);
            return new SslClientAuthenticationOptions { ClientCertificateContext = SslStreamCertificateContext.Create(X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null), null), CertificateChainPolicy = chain };
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new EngineException(string.Create(CultureInfo.InvariantCulture, $"the engine's certificates in {folder} can't be read: {unreadable.Message}"), null);
        }
    }
}
