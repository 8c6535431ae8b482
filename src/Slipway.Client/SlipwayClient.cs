using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Slipway.Contracts;
using Slipway.Contracts.PackageServer;

namespace Slipway.Client;

/// <summary>
/// Slipway's native API, typed. One client keeps its connections; it is safe for concurrent use. A refusal is a
/// <see cref="SlipwayException"/>, a server that cannot be reached an <see cref="HttpRequestException"/>.
/// </summary>
public sealed class SlipwayClient : IDisposable
{
    readonly HttpClient _http;

    /// <param name="server">The server's base URL, without <c>/api</c>.</param>
    /// <param name="token">Null to see what everybody may see.</param>
    /// <param name="connections">How many requests may run at once.</param>
    public SlipwayClient(Uri server, string? token, int connections = 16)
    {
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // a push is not sent twice, nor a token to another host
            ConnectTimeout = TimeSpan.FromSeconds(15),
            MaxConnectionsPerServer = connections,
            UseCookies = false,
        })
        {
            BaseAddress = new Uri(server.AbsoluteUri.TrimEnd('/') + "/api/v2/"),
            Timeout = Timeout.InfiniteTimeSpan, // a large push takes as long as it takes
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("slipway/" + (typeof(SlipwayClient).Assembly.GetName().Version?.ToString(3) ?? "0"));
        if (token is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        (Projects, MergeRequests, Users, SshHost) = (new ProjectsClient(this), new MergeRequestsClient(this), new UsersClient(this), new SshHostClient(this));
        (Pipelines, Runners, Pools, Upkeep) = (new PipelinesClient(this), new RunnersClient(this), new PoolsClient(this), new UpkeepClient(this));
    }

    /// <summary>Git projects.</summary>
    public ProjectsClient Projects { get; }

    /// <summary>Pipelines and their jobs.</summary>
    public PipelinesClient Pipelines { get; }

    /// <summary>Runners.</summary>
    public RunnersClient Runners { get; }

    /// <summary>Pools of machines.</summary>
    public PoolsClient Pools { get; }

    /// <summary>What the server does for projects by itself.</summary>
    public UpkeepClient Upkeep { get; }

    /// <summary>Merge requests.</summary>
    public MergeRequestsClient MergeRequests { get; }

    /// <summary>Users.</summary>
    public UsersClient Users { get; }

    /// <summary>For a host whose sshd serves git.</summary>
    public SshHostClient SshHost { get; }

    /// <summary>Whose token this is, and what it may do.</summary>
    public Task<WhoAmI> WhoAmIAsync(CancellationToken ct) => GetAsync("whoami", ContractsJson.Default.WhoAmI, ct);

    /// <summary>The distributions that packages can be pushed for.</summary>
    public Task<IReadOnlyList<DistributionInfo>> DistributionsAsync(CancellationToken ct) => GetAsync("distributions", ContractsJson.Default.IReadOnlyListDistributionInfo, ct);

    /// <summary>The repositories that the token may see.</summary>
    public Task<IReadOnlyList<RepositoryInfo>> RepositoriesAsync(CancellationToken ct) => GetAsync("repositories", ContractsJson.Default.IReadOnlyListRepositoryInfo, ct);

    /// <summary>One repository.</summary>
    public Task<RepositoryInfo> RepositoryAsync(RepositoryName name, CancellationToken ct) => GetAsync(name.Path, ContractsJson.Default.RepositoryInfo, ct);

    /// <summary>Makes a repository.</summary>
    public Task<RepositoryInfo> CreateRepositoryAsync(CreateRepository body, CancellationToken ct) =>
        PostAsync("repositories", body, ContractsJson.Default.CreateRepository, ContractsJson.Default.RepositoryInfo, ct);

    /// <summary>Pushes one package, streamed from disk. <see cref="PushResult.Created"/> is false when the same bytes were there.</summary>
    /// <param name="file">The <c>.deb</c>, <c>.rpm</c> or <c>.dsc</c>.</param>
    /// <param name="sources">The files that a <c>.dsc</c> names.</param>
    /// <param name="sent">Told the bytes sent so far; null when nobody looks.</param>
    public Task<PushResult> PushAsync(DistributionName target, string file, IReadOnlyList<string> sources, Action<long>? sent, CancellationToken ct)
    {
        var content = new PushContent([("file", file), .. sources.Select(source => ("source", source))], sent);
        var request = new HttpRequestMessage(HttpMethod.Post, target.Path) { Content = content };
        // For a large file it is worth a round trip to hear of a refusal first.
        request.Headers.ExpectContinue = content.Length > 1024 * 1024;
        return SendAsync(request, ContractsJson.Default.PushResult, ct);
    }

    /// <summary>Pushes many small packages in one request.</summary>
    /// <returns>What became of each, by its place in <paramref name="files"/>; what is not named was not decided and may be sent again.</returns>
    public Task<IReadOnlyList<PushedPart>> PushAsync(DistributionName target, IReadOnlyList<string> files, CancellationToken ct)
    {
        var content = new PushContent(files.Select(file => ("file", file)), sent: null);
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, target.Path + "/batch") { Content = content }, ContractsJson.Default.IReadOnlyListPushedPart, ct);
    }

    /// <summary>One page of a repository's packages.</summary>
    public Task<PackagePage> PackagesAsync(RepositoryName repository, PackageFilter filter, int page, CancellationToken ct) =>
        GetAsync($"{repository.Path}/packages?{filter.QueryString}page={page.ToString(CultureInfo.InvariantCulture)}&per_page=1000", ContractsJson.Default.PackagePage, ct);

    /// <summary>All of a repository's packages, a page at a time.</summary>
    public async IAsyncEnumerable<PackageInfo> AllPackagesAsync(RepositoryName repository, PackageFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        var seen = 0L;
        for (var number = 1; ; number++)
        {
            var page = await PackagesAsync(repository, filter, number, ct).ConfigureAwait(false);
            foreach (var package in page.Items)
                yield return package;
            seen += page.Items.Count;
            if (page.Items.Count == 0 || seen >= page.Total)
                yield break;
        }
    }

    /// <summary>One package, with its description and relations.</summary>
    public Task<PackageDetail> PackageAsync(DistributionName target, string filename, CancellationToken ct) =>
        GetAsync($"{target.Path}/{Uri.EscapeDataString(filename)}", ContractsJson.Default.PackageDetail, ct);

    /// <summary>Takes a package out of its distribution.</summary>
    public Task YankAsync(DistributionName target, string filename, CancellationToken ct) => DeleteAsync($"{target.Path}/{Uri.EscapeDataString(filename)}", ct);

    /// <summary>The signing keys' public sides.</summary>
    public Task<IReadOnlyList<KeyInfo>> KeysAsync(CancellationToken ct) => GetAsync("keys", ContractsJson.Default.IReadOnlyListKeyInfo, ct);

    /// <summary>Makes a signing key on the server.</summary>
    public Task<KeyInfo> CreateKeyAsync(CreateKey body, CancellationToken ct) => PostAsync("keys", body, ContractsJson.Default.CreateKey, ContractsJson.Default.KeyInfo, ct);

    /// <summary>Hands the server a key that clients already trust.</summary>
    public Task<KeyInfo> ImportKeyAsync(ImportKey body, CancellationToken ct) => PostAsync("keys/import", body, ContractsJson.Default.ImportKey, ContractsJson.Default.KeyInfo, ct);

    /// <summary>The tokens, without their values.</summary>
    public Task<IReadOnlyList<TokenInfo>> TokensAsync(CancellationToken ct) => GetAsync("tokens", ContractsJson.Default.IReadOnlyListTokenInfo, ct);

    /// <summary>Makes a token; its value is in this answer only.</summary>
    public Task<CreatedToken> CreateTokenAsync(CreateToken body, CancellationToken ct) => PostAsync("tokens", body, ContractsJson.Default.CreateToken, ContractsJson.Default.CreatedToken, ct);

    /// <summary>Ends a token.</summary>
    public Task RevokeTokenAsync(long id, CancellationToken ct) => DeleteAsync("tokens/" + id.ToString(CultureInfo.InvariantCulture), ct);

    /// <summary>Which jobs may push into a repository without a stored secret.</summary>
    public Task<IReadOnlyList<PublisherInfo>> PublishersAsync(RepositoryName repository, CancellationToken ct) =>
        GetAsync(repository.Path + "/publishers", ContractsJson.Default.IReadOnlyListPublisherInfo, ct);

    /// <summary>Lets jobs of a project push.</summary>
    public Task<PublisherInfo> AddPublisherAsync(RepositoryName repository, CreatePublisher body, CancellationToken ct) =>
        PostAsync(repository.Path + "/publishers", body, ContractsJson.Default.CreatePublisher, ContractsJson.Default.PublisherInfo, ct);

    /// <summary>Lets them no longer.</summary>
    public Task RemovePublisherAsync(RepositoryName repository, long id, CancellationToken ct) =>
        DeleteAsync($"{repository.Path}/publishers/{id.ToString(CultureInfo.InvariantCulture)}", ct);

    /// <summary>Trades a job's ID token for a push token of one repository.</summary>
    public Task<TradedToken> TradeAsync(TradeToken body, CancellationToken ct) =>
        PostAsync("oidc/token", body, ContractsJson.Default.TradeToken, ContractsJson.Default.TradedToken, ct);

    /// <summary>The keys that sign provenance, and those that did.</summary>
    public Task<IReadOnlyList<ProvenanceKeyInfo>> ProvenanceKeysAsync(CancellationToken ct) =>
        GetAsync("provenance/keys", ContractsJson.Default.IReadOnlyListProvenanceKeyInfo, ct);

    /// <summary>Signs provenance with a new key from now on.</summary>
    public Task<ProvenanceKeyInfo> RotateProvenanceKeyAsync(CancellationToken ct) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, "provenance/keys"), ContractsJson.Default.ProvenanceKeyInfo, ct);

    /// <summary>A package's provenance: a DSSE envelope.</summary>
    public Task<byte[]> ProvenanceAsync(DistributionName target, string filename, CancellationToken ct) =>
        FileAsync($"{target.Repository}/packages/{target.System}/{target.Version}/{Uri.EscapeDataString(filename)}/provenance", 1 << 20, ct);

    /// <summary>A file that the server publishes, whole.</summary>
    /// <param name="path">Below the server's URL: <c>acme/tools/gpgkey</c>.</param>
    /// <param name="maxBytes">More is refused.</param>
    public async Task<byte[]> FileAsync(string path, int maxBytes, CancellationToken ct)
    {
        using var response = await _http.GetAsync(new Uri("../../" + path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            throw await RefusalAsync(response, ct).ConfigureAwait(false);
        await response.Content.LoadIntoBufferAsync(maxBytes, ct).ConfigureAwait(false);
        return await response.Content.ReadAsByteArrayAsync(ct).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    internal Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken ct) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), type, ct);

    Task<TOut> PostAsync<TIn, TOut>(string path, TIn body, JsonTypeInfo<TIn> input, JsonTypeInfo<TOut> output, CancellationToken ct) =>
        SendAsync(HttpMethod.Post, path, body, input, output, ct);

    internal Task<TOut> SendAsync<TIn, TOut>(HttpMethod method, string path, TIn body, JsonTypeInfo<TIn> input, JsonTypeInfo<TOut> output, CancellationToken ct) =>
        SendAsync(new HttpRequestMessage(method, path) { Content = JsonContent.Create(body, input) }, output, ct);

    /// <summary>A request without a body.</summary>
    internal Task<T> SendAsync<T>(HttpMethod method, string path, JsonTypeInfo<T> type, CancellationToken ct) => SendAsync(new HttpRequestMessage(method, path), type, ct);

    /// <summary>A request whose answer says nothing more.</summary>
    internal async Task SendAsync<TIn>(HttpMethod method, string path, TIn body, JsonTypeInfo<TIn> input, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body, input) };
        using var response = await _http.SendAsync(request, ct).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            throw await RefusalAsync(response, ct).ConfigureAwait(false);
    }

    /// <summary>An answer that is no JSON; the caller's to dispose.</summary>
    internal async Task<HttpResponseMessage> OpenAsync(string path, CancellationToken ct)
    {
        var response = await _http.GetAsync(new Uri(path, UriKind.Relative), ct).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await RefusalAsync(response, ct).ConfigureAwait(false);
    }

    /// <summary>Another protocol over the same connection (RFC 9110, 7.8): a stream of both directions.</summary>
    internal async Task<Stream> UpgradeAsync(string path, string protocol, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.ParseAdd(protocol);
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.SwitchingProtocols)
            return await response.Content.ReadAsStreamAsync(ct).ConfigureAwait(false);
        using (response)
            throw await RefusalAsync(response, ct).ConfigureAwait(false);
    }

    async Task<T> SendAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken ct)
    {
        using (request)
        using (var response = await _http.SendAsync(request, ct).ConfigureAwait(false))
        {
            if (!response.IsSuccessStatusCode)
                throw await RefusalAsync(response, ct).ConfigureAwait(false);
            try
            {
                return await response.Content.ReadFromJsonAsync(type, ct).ConfigureAwait(false) ?? throw new JsonException("null");
            }
            catch (JsonException other)
            {
                throw new HttpRequestException("The answer is not Slipway's. Does the URL name the server itself?", other);
            }
        }
    }

    internal async Task PostAsync(string path, CancellationToken ct)
    {
        using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), null, ct).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            throw await RefusalAsync(response, ct).ConfigureAwait(false);
    }

    internal async Task DeleteAsync(string path, CancellationToken ct)
    {
        using var response = await _http.DeleteAsync(new Uri(path, UriKind.Relative), ct).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            throw await RefusalAsync(response, ct).ConfigureAwait(false);
    }

    static async Task<SlipwayException> RefusalAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var problem = new Problem(null, response.ReasonPhrase, (int)response.StatusCode, Redirection(response), null);
        if (response.Content.Headers.ContentType?.MediaType is "application/problem+json" or "application/json")
        {
            try
            {
                problem = await response.Content.ReadFromJsonAsync(ContractsJson.Default.Problem, ct).ConfigureAwait(false) ?? problem;
            }
            catch (JsonException)
            {
                // a proxy's page under a wrong name: the status says enough
            }
        }

        var after = response.Headers.RetryAfter;
        return new SlipwayException(response.StatusCode, problem, after?.Delta ?? (after?.Date - response.Headers.Date));
    }

    static string? Redirection(HttpResponseMessage response) =>
        response.Headers.Location is { } location && response.StatusCode < HttpStatusCode.BadRequest
            ? $"The server redirects to {location}: use that URL's beginning."
            : null;
}
