using System.Net;
using System.Net.Sockets;

namespace Slipway.DependencyUpdates.Datasources.Http;

/// <summary>
/// Asks sources over HTTP: conditionally, within each host's limits, never longer or larger than the options say. One for a run: what two
/// queries need is asked once.
/// </summary>
sealed class SourceClient : IDisposable
{
    const int MaxRedirects = 5, Attempts = 3, MaxAhead = 300;

    readonly SourceOptions _options;
    readonly HttpClient _http, _downloads;
    readonly AnswerCache _cache;
    readonly HostGates _gates;
    readonly RunMemo _memo = new();
    readonly TimeProvider _time;

    public SourceClient(SourceOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _cache = new AnswerCache(options.CacheFolder, options.FreshFor > TimeSpan.Zero, time);
        _gates = new HostGates(options, time);
        _http = Client(options, DecompressionMethods.All);
        // A server may call .tar.gz a transfer's coding; a digest is of the bytes as they are.
        _downloads = Client(options, DecompressionMethods.None);
    }

    public SourceOptions Options => _options;

    public HostGates Gates => _gates;

    /// <summary>The answer's body, whole.</summary>
    /// <exception cref="SourceException">No answer of 200: the code says which kind.</exception>
    public Task<Answer> GetAsync(Uri address, string? accept = null, CancellationToken ct = default) => GetAsync(new SourceRequest(address, accept), ct);

    public Task<Answer> GetAsync(SourceRequest request, CancellationToken ct) =>
        _memo.OnceAsync(request, () => FollowAsync(request, ct));

    /// <summary>
    /// Asks at once for the pages that came after this one in an earlier run: most have stayed, and 140 one after the other take too long.
    /// Whoever follows the links of today finds their answers waiting, and nobody misses those that are gone.
    /// </summary>
    public async Task AheadAsync(SourceRequest first, CancellationToken ct)
    {
        var request = first;
        for (var page = 0; page < MaxAhead && await _cache.FindAsync(request, ct) is { } kept && kept.Answer.NextPage(request.Address) is { } next; page++)
        {
            request = request with { Address = next };
            _ = GetAsync(request, ct);
        }
    }

    /// <summary>Sends JSON to a service that only reads; the answer is not kept.</summary>
    public async Task<byte[]> PostAsync(Uri address, byte[] json, CancellationToken ct)
    {
        var answer = await new Exchange(_http, _options, _gates.For(address), _time).RunAsync(new SourceRequest(address, "application/json") { Body = json, Fleeting = true }, null, Attempts, ct);
        return answer.Redirect is null ? answer.Body : throw new SourceException("deps.source-redirects", $"{address.Host} redirects a question.", "Give the address that it ends at.");
    }

    /// <summary>What is made of an answer once in a run, however many ask: an index of thousands of packages.</summary>
    public Task<T> OnceAsync<T>(object key, Func<Task<T>> make)
        where T : class => _memo.OnceAsync(key, make);

    /// <summary>Hands an archive's bytes on as they come. Nothing of it is kept.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="SourceException">It can't be had whole.</exception>
    public async Task<long> DownloadAsync(Uri address, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> take, long most, CancellationToken ct)
    {
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            using var turn = await _gates.For(address).EnterAsync(ct);
            var (size, redirect) = await new Download(_downloads, _options, _time).RunAsync(address, take, most, ct);
            if (redirect is null) return size;
            address = Next(address, redirect);
        }

        throw new SourceException("deps.source-redirects", $"{address.Host} redirects more than {MaxRedirects} times.", "Give the address that it ends at.");
    }

    public void Dispose()
    {
        _http.Dispose();
        _downloads.Dispose();
        _gates.Dispose();
    }

    async Task<Answer> FollowAsync(SourceRequest request, CancellationToken ct)
    {
        var kept = await _cache.FindAsync(request, ct);
        if (kept is not null && _time.GetUtcNow() - kept.StoredAt < _options.FreshFor) return kept.Answer;
        var address = request.Address;
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            var exchange = new Exchange(_http, _options, _gates.For(address), _time);
            var answer = await exchange.RunAsync(request with { Address = address }, kept, Attempts, ct);
            if (answer.NotModified) return await _cache.ConfirmAsync(request, kept!, answer.Link, ct);
            if (answer.Redirect is null)
            {
                await _cache.KeepAsync(request, answer, ct);
                return answer;
            }

            address = Next(address, answer.Redirect);
        }

        throw new SourceException("deps.source-redirects", $"{request.Address.Host} redirects more than {MaxRedirects} times.", "Give the address that it ends at.");
    }

    static Uri Next(Uri from, string location)
    {
        if (Uri.TryCreate(from, location, out var next) && (next.Scheme == Uri.UriSchemeHttps || (next.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp))) return next;
        throw new SourceException("deps.source-redirects", $"{from.Host} redirects to where we do not follow: from https only https is.", "Give the address that it ends at.");
    }

    static HttpClient Client(SourceOptions options, DecompressionMethods decompression)
    {
        var client = new HttpClient(Handler(options, decompression)) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("slipway-deps");
        return client;
    }

    static SocketsHttpHandler Handler(SourceOptions options, DecompressionMethods decompression) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = decompression,
        MaxConnectionsPerServer = options.RequestsPerHost,
        ConnectTimeout = options.RequestTimeout,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        ConnectCallback = options.MayConnect is null ? null : (context, ct) => ConnectAsync(options.MayConnect, context.DnsEndPoint, ct),
    };

    static async ValueTask<Stream> ConnectAsync(Func<IPAddress, bool> mayConnect, DnsEndPoint host, CancellationToken ct)
    {
        var address = Array.Find(await Dns.GetHostAddressesAsync(host.Host, ct), address => mayConnect(address))
            ?? throw new SourceException("deps.address-refused", $"{host.Host} is not on the public internet.", "Ask the operator to allow it.");
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, host.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
