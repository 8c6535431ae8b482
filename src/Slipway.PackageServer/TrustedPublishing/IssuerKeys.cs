using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Slipway.PackageServer.TrustedPublishing;

/// <summary>
/// The keys of other issuers, by OpenID Connect Discovery. Kept for an hour; asked again for a key that is not among them, but at most
/// once a minute, however many tokens name such a one. While the issuer does not answer, what it said in the last day stands.
/// </summary>
sealed class IssuerKeys(TimeProvider time, ILogger<IssuerKeys> log) : IDisposable
{
    const int MaxBytes = 256 * 1024;
    const int MinRsaBits = 2048;
    static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
    static readonly TimeSpan Usable = TimeSpan.FromDays(1);
    static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<string, Known> issuers = new(StringComparer.Ordinal);

    // No redirects: an issuer says itself what it says.
    readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        MaxResponseHeadersLength = 16,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = MaxBytes,
    };

    /// <summary>Null: the issuer does not answer, and nothing that it said is fresh enough.</summary>
    public async Task<IReadOnlyList<SecurityKey>?> FindAsync(string issuer, string? keyId, CancellationToken ct)
    {
        var known = issuers.GetOrAdd(issuer, _ => new Known());
        await known.Gate.WaitAsync(ct);
        try
        {
            var now = time.GetUtcNow();
            var isMissing = !known.Keys.Any(key => key.KeyId == keyId);
            if ((isMissing || now - known.FetchedAt > Fresh) && now - known.AskedAt > Pause)
            {
                var isFirst = known.FetchedAt == default;
                await FetchAsync(issuer, known, ct);
                known.AskedAt = isFirst && known.FetchedAt != default ? default : now;
            }

            return now - known.FetchedAt <= Usable ? known.Keys : null;
        }
        finally
        {
            known.Gate.Release();
        }
    }

    async Task FetchAsync(string issuer, Known known, CancellationToken ct)
    {
        try
        {
            var from = new Uri(issuer.TrimEnd('/') + "/.well-known/openid-configuration");
            using var document = JsonDocument.Parse(await GetAsync(from, ct));
            if (document.RootElement.GetProperty("issuer").GetString() != issuer
                || !Uri.TryCreate(document.RootElement.GetProperty("jwks_uri").GetString(), UriKind.Absolute, out var keys)
                || keys.Scheme != Uri.UriSchemeHttps || keys.Authority != from.Authority)
            {
                throw new InvalidDataException("Its discovery document is another issuer's, or leads to keys on another host.");
            }

            known.Keys = [.. new JsonWebKeySet(await GetAsync(keys, ct)).GetSigningKeys().Where(key => key is not RsaSecurityKey and not JsonWebKey { Kty: "RSA" } || key.KeySize >= MinRsaBits)];
            known.FetchedAt = time.GetUtcNow();
        }
        catch (Exception fault) when (!ct.IsCancellationRequested
            && fault is HttpRequestException or OperationCanceledException or JsonException or KeyNotFoundException or InvalidOperationException or InvalidDataException or ArgumentException)
        {
            Log.IssuerUnreachable(log, fault, issuer);
        }
    }

    async Task<string> GetAsync(Uri uri, CancellationToken ct)
    {
        using var answer = await http.GetAsync(uri, ct);
        return answer.StatusCode == HttpStatusCode.OK
            ? await answer.Content.ReadAsStringAsync(ct)
            : throw new HttpRequestException($"{uri} answered {(int)answer.StatusCode}.");
    }

    public void Dispose() => http.Dispose();

    sealed class Known
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public IReadOnlyList<SecurityKey> Keys { get; set; } = [];

        public DateTimeOffset FetchedAt { get; set; }

        public DateTimeOffset AskedAt { get; set; }
    }
}
