using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Slipway.KnownHosts.Scanning;

namespace Slipway.KnownHosts.Sources;

/// <summary>A page over HTTPS with a certificate that is checked, at most 2 MiB. Nothing is taken over plain HTTP, by a redirect neither.</summary>
/// <param name="certificates">PEM of whom to trust; null: whom the system trusts.</param>
sealed class WebPage(Uri url, Func<CancellationToken, Task<byte[]>>? certificates, Func<IPAddress, bool>? mayConnect)
{
    const int Largest = 2 * 1024 * 1024;
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <exception cref="KnownHostsException">It can't be had.</exception>
    public async Task<byte[]> ReadAsync(CancellationToken ct)
    {
        if (url.Scheme != Uri.UriSchemeHttps || url.UserInfo.Length > 0)
        {
            throw Fault("only https:// without a password is taken");
        }

        using var handler = new SocketsHttpHandler { UseCookies = false, MaxAutomaticRedirections = 3, ConnectTimeout = TimeSpan.FromSeconds(10) };
        if (certificates is not null)
        {
            handler.SslOptions.CertificateChainPolicy = Chain(Encoding.UTF8.GetString(await certificates(ct)));
        }

        if (mayConnect is not null)
        {
            handler.UseProxy = false; // it would find other addresses than those that are looked at
            handler.ConnectCallback = (context, stop) => GuardedConnection.OpenAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, mayConnect, stop);
        }

        using var http = new HttpClient(handler) { Timeout = Limit, MaxResponseContentBufferSize = Largest };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("slipway");
        try
        {
            using var answer = await http.GetAsync(url, ct);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync(ct) : throw Fault($"the server answered {(int)answer.StatusCode}");
        }
        catch (HttpRequestException broken)
        {
            throw Fault((broken.InnerException ?? broken).Message);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw Fault("it did not answer in time");
        }
    }

    X509ChainPolicy Chain(string certificates)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPem(certificates);
            return policy;
        }
        catch (CryptographicException)
        {
            throw Fault("the certificates that are to be trusted for it are none");
        }
    }

    KnownHostsException Fault(string why) => new("source.unreachable", $"{url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)} can't be read: {why}.");
}
