using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Slipway.KnownHosts.Sources;

/// <summary>A page over HTTPS with a certificate that is checked, at most 2 MiB. Nothing is taken over plain HTTP, by a redirect neither.</summary>
sealed class WebPage(Uri url, string? certificates)
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
            handler.SslOptions.CertificateChainPolicy = Chain(certificates);
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

    static X509ChainPolicy Chain(string certificates)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(certificates);
        return policy;
    }

    KnownHostsException Fault(string why) => new("source.unreachable", $"{url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)} can't be read: {why}.");
}
