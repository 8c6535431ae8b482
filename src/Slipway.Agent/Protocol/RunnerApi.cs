using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Slipway.Agent.Protocol;

/// <summary>The runner's side of GitLab's HTTP API for runners (<c>api/v4</c>): the calls of a runner; those of a job are in <see cref="JobApi"/>.</summary>
sealed class RunnerApi : IDisposable
{
    const int LargestAnswer = 16 * 1024 * 1024;

    static readonly TimeSpan s_limit = TimeSpan.FromMinutes(1);

    // A coordinator may hold a request for a job; proxies and GitLab keep that below a minute.
    static readonly TimeSpan s_poll = TimeSpan.FromMinutes(5);

    readonly HttpClient _http;
    readonly PatientSender _sender;
    string? _lastUpdate;

    public RunnerApi(Uri coordinator, RunnerInfo info, TimeProvider time)
    {
        Info = info;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // a token is not sent to another host
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            UseCookies = false,
        })
        {
            BaseAddress = Base(coordinator),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", $"slipway-runner {info.Version} ({info.Platform}/{info.Architecture})");
        _sender = new PatientSender(_http, time);
    }

    public RunnerInfo Info { get; }

    /// <summary>The calls of one job.</summary>
    public JobApi Job(long id, string token) => new(_http, _sender, Info, id, token);

    /// <summary>With a registration token: makes a runner and gives its own token.</summary>
    public async Task<RegisteredRunner> RegisterAsync(RegisterBody body, CancellationToken ct)
    {
        using var response = await PostAsync("runners", null, body, ProtocolJson.Default.RegisterBody, s_limit, ct);
        return response.StatusCode == HttpStatusCode.Created
            ? await ReadAsync(response, ProtocolJson.Default.RegisteredRunner, ct)
            : throw await RefusedAsync(response, "register this runner", ct);
    }

    /// <summary>Whether the runner's token is valid. Only a 403 says no; a fault on the way says nothing.</summary>
    public async Task<Verification> VerifyAsync(string token, string systemId, CancellationToken ct)
    {
        try
        {
            using var response = await PostAsync("runners/verify", token, new VerifyBody(token, systemId, Info), ProtocolJson.Default.VerifyBody, s_limit, ct);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => new Verification.Valid((await ReadAsync(response, ProtocolJson.Default.RegisteredRunner, ct)).Id),
                HttpStatusCode.Forbidden => new Verification.Invalid(),
                _ => new Verification.Unknown((await RefusedAsync(response, "verify the token", ct)).Message),
            };
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or IOException)
        {
            return new Verification.Unknown(fault.Message);
        }
    }

    /// <summary>Takes this machine off a runner that was made in the browser (<c>glrt-</c>), or removes the runner.</summary>
    public async Task UnregisterAsync(string token, string systemId, CancellationToken ct)
    {
        var manager = token.StartsWith("glrt-", StringComparison.Ordinal);
        using var response = await _sender.SendAsync(
            () => Request(HttpMethod.Delete, manager ? "runners/managers" : "runners", token, JsonContent.Create(new UnregisterBody(token, manager ? systemId : null), ProtocolJson.Default.UnregisterBody)),
            s_limit, ct);
        if (response.StatusCode != HttpStatusCode.NoContent)
            throw await RefusedAsync(response, "unregister this runner", ct);
    }

    /// <summary>Asks for a job; the coordinator may hold the answer until there is one.</summary>
    public async Task<JobOffer> RequestJobAsync(string token, string systemId, CancellationToken ct)
    {
        try
        {
            using var response = await PostAsync("jobs/request", token, new JobRequestBody(token, systemId, _lastUpdate, Info), ProtocolJson.Default.JobRequestBody, s_poll, ct);
            if (response.Headers.TryGetValues("X-GitLab-Last-Update", out var update))
                _lastUpdate = update.First();
            return response.StatusCode switch
            {
                HttpStatusCode.Created => new JobOffer.Offered(await ReadAsync(response, ProtocolJson.Default.JobPayload, ct)),
                HttpStatusCode.NoContent or HttpStatusCode.Conflict => new JobOffer.Nothing(),
                HttpStatusCode.Forbidden => new JobOffer.Forbidden(),
                _ => new JobOffer.Failed((await RefusedAsync(response, "give a job", ct)).Message),
            };
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or IOException)
        {
            return new JobOffer.Failed(fault.Message);
        }
    }

    public void Dispose() => _http.Dispose();

    internal static HttpRequestMessage Request(HttpMethod method, string path, string? runnerToken, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        if (runnerToken is not null)
            request.Headers.Add("RUNNER-TOKEN", runnerToken);
        request.Headers.Add("X-Request-Id", Guid.NewGuid().ToString("n"));
        return request;
    }

    internal static async Task<HttpRequestException> RefusedAsync(HttpResponseMessage response, string what, CancellationToken ct)
    {
        var why = response.ReasonPhrase ?? "";
        try
        {
            if (response.Content.Headers.ContentType?.MediaType is "application/json")
                why = (await ReadAsync(response, ProtocolJson.Default.Refusal, ct)).Message.ToString();
        }
        catch (Exception other) when (other is HttpRequestException or JsonException or IOException)
        {
            // a proxy's page under a wrong name: the status says enough
        }

        return new HttpRequestException(HttpRequestError.Unknown, $"The coordinator does not {what}: {(int)response.StatusCode} {why}", null, response.StatusCode);
    }

    // gitlab-runner does the same: /ci is what its old configurations have.
    static Uri Base(Uri coordinator)
    {
        var url = coordinator.AbsoluteUri.TrimEnd('/');
        return new Uri((url.EndsWith("/ci", StringComparison.Ordinal) ? url[..^3] : url) + "/api/v4/");
    }

    Task<HttpResponseMessage> PostAsync<T>(string path, string? token, T body, JsonTypeInfo<T> type, TimeSpan limit, CancellationToken ct) =>
        _sender.SendAsync(() => Request(HttpMethod.Post, path, token, JsonContent.Create(body, type)), limit, ct);

    static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken ct)
    {
        if (response.Content.Headers.ContentType is not MediaTypeHeaderValue { MediaType: "application/json" })
            throw new JsonException("The answer is not JSON. Does the URL name the server itself?");
        await response.Content.LoadIntoBufferAsync(LargestAnswer, ct);
        return await response.Content.ReadFromJsonAsync(type, ct) ?? throw new JsonException("The answer is null.");
    }
}
