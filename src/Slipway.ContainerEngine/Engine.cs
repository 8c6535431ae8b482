using System.Net;
using System.Net.Http.Json;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Slipway.ContainerEngine;

/// <summary>The calls of the Docker Engine API that jobs need, over the engine's socket. Docker and podman answer them alike.</summary>
public sealed class Engine : IDisposable
{
    const int LargestAnswer = 16 * 1024 * 1024;
    const int LongestProgressLine = 64 * 1024;

    readonly HttpClient _http;
    readonly EngineAddress _address;

    /// <exception cref="EngineException">The certificates can't be read.</exception>
    public Engine(EngineAddress address)
    {
        _address = address;
        _http = new HttpClient(address.Handler())
        {
            BaseAddress = address.Base,
            Timeout = Timeout.InfiniteTimeSpan, // waiting for a container takes as long as it runs
        };
    }

    /// <summary>The version of the API that the engine speaks.</summary>
    public async Task<string> PingAsync(CancellationToken ct)
    {
        using var response = await SendAsync(HttpMethod.Get, "_ping", null, ct);
        return response.Headers.TryGetValues("Api-Version", out var version) ? version.First() : "unknown";
    }

    /// <summary>Null where the engine has no such image.</summary>
    public Task<InspectedImage?> ImageAsync(string name, CancellationToken ct) => FindAsync($"images/{Uri.EscapeDataString(name)}/json", EngineJson.Default.InspectedImage, ct);

    /// <exception cref="EngineException">The registry or the engine refuses; says why.</exception>
    public async Task PullAsync(string name, string? platform, RegistryAuth? auth, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"images/create?fromImage={Uri.EscapeDataString(name)}" + (platform is null ? "" : $"&platform={Uri.EscapeDataString(platform)}"));
        if (auth is not null)
            request.Headers.Add("X-Registry-Auth", Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(auth, EngineJson.Default.RegistryAuth)).Replace('+', '-').Replace('/', '_'));
        using var response = await SendAsync(request, ct);
        // Progress, a JSON object on a line; a failure is one of them, after a 200.
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(ct));
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            if (line.Length is > 0 and < LongestProgressLine && JsonSerializer.Deserialize(line, EngineJson.Default.PullProgress) is { Error: { Length: > 0 } error })
                throw new EngineException(error, null);
        }
    }

    public async Task<string> CreateNetworkAsync(NetworkSpec spec, CancellationToken ct) =>
        (await PostAsync("networks/create", JsonContent.Create(spec, EngineJson.Default.NetworkSpec), EngineJson.Default.Created, ct)).Id;

    public async Task<string> CreateContainerAsync(string name, string? platform, ContainerSpec spec, CancellationToken ct) => (await PostAsync(
        $"containers/create?name={Uri.EscapeDataString(name)}" + (platform is null ? "" : $"&platform={Uri.EscapeDataString(platform)}"),
        JsonContent.Create(spec, EngineJson.Default.ContainerSpec), EngineJson.Default.Created, ct)).Id;

    /// <summary>Unpacks a tar archive into a container's file system, also before its first start.</summary>
    /// <param name="folder">Where; must be there.</param>
    public async Task PutFilesAsync(string container, string folder, byte[] archive, CancellationToken ct)
    {
        using var content = new ByteArrayContent(archive) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-tar") } };
        using var response = await SendAsync(HttpMethod.Put, $"containers/{container}/archive?path={Uri.EscapeDataString(folder)}", content, ct);
    }

    /// <summary>The last of what a container wrote, as <see cref="AttachAsync"/> gives it; null where it is not there.</summary>
    public async Task<Stream?> LogAsync(string container, int lines, CancellationToken ct)
    {
        var response = await SendAsync(HttpMethod.Get, $"containers/{container}/logs?stdout=1&stderr=1&tail={lines}", null, ct, HttpStatusCode.NotFound);
        if (response.StatusCode != HttpStatusCode.NotFound)
            return await response.Content.ReadAsStreamAsync(ct);
        response.Dispose();
        return null;
    }

    /// <summary>What the container will write: frames of standard output and error (the engine's own framing: a byte for the stream, three of nothing, four for the length).</summary>
    public async Task<Stream> AttachAsync(string container, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"containers/{container}/attach?stream=1&stdout=1&stderr=1");
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.Add(new ProductHeaderValue("tcp"));
        var response = await SendAsync(request, ct);
        return await response.Content.ReadAsStreamAsync(ct);
    }

    public async Task StartAsync(string container, CancellationToken ct)
    {
        using var response = await SendAsync(HttpMethod.Post, $"containers/{container}/start", null, ct, HttpStatusCode.NotModified);
    }

    /// <summary>Until it is not running; its exit code.</summary>
    public async Task<int> WaitAsync(string container, CancellationToken ct) => (int)(await PostAsync($"containers/{container}/wait", null, EngineJson.Default.Waited, ct)).StatusCode;

    public Task<InspectedContainer?> ContainerAsync(string container, CancellationToken ct) => FindAsync($"containers/{container}/json", EngineJson.Default.InspectedContainer, ct);

    /// <summary>SIGTERM, and after the grace SIGKILL. One that does not run is left as it is.</summary>
    public async Task StopAsync(string container, TimeSpan grace, CancellationToken ct)
    {
        using var response = await SendAsync(HttpMethod.Post, $"containers/{container}/stop?t={(int)grace.TotalSeconds}", null, ct, HttpStatusCode.NotModified, HttpStatusCode.NotFound);
    }

    /// <summary>Kills and removes it, with its unnamed volumes; one that is not there is no error.</summary>
    public async Task RemoveContainerAsync(string container, CancellationToken ct)
    {
        using var response = await SendAsync(HttpMethod.Delete, $"containers/{container}?force=true&v=true", null, ct, HttpStatusCode.NotFound);
    }

    public async Task RemoveNetworkAsync(string network, CancellationToken ct)
    {
        using var response = await SendAsync(HttpMethod.Delete, $"networks/{network}", null, ct, HttpStatusCode.NotFound);
    }

    /// <summary>Those with the label, running or not.</summary>
    public async Task<IReadOnlyList<ListedContainer>> ContainersAsync(string label, CancellationToken ct) =>
        await FindAsync($"containers/json?all=true&filters={Filter(label)}", EngineJson.Default.ListedContainerArray, ct) ?? throw new EngineException("the engine has no list of containers", HttpStatusCode.NotFound);

    public async Task<IReadOnlyList<string>> NetworksAsync(string label, CancellationToken ct) =>
        [.. (await FindAsync($"networks?filters={Filter(label)}", EngineJson.Default.ListedNetworkArray, ct) ?? []).Select(found => found.Name)];

    public void Dispose() => _http.Dispose();

    static string Filter(string label) =>
        Uri.EscapeDataString(JsonSerializer.Serialize(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["label"] = [label] }, EngineJson.Default.DictionaryStringStringArray));

    async Task<T?> FindAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class
    {
        using var response = await SendAsync(HttpMethod.Get, path, null, ct, HttpStatusCode.NotFound);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync(response, type, ct);
    }

    async Task<T> PostAsync<T>(string path, HttpContent? content, JsonTypeInfo<T> type, CancellationToken ct)
    {
        using var response = await SendAsync(HttpMethod.Post, path, content, ct);
        return await ReadAsync(response, type, ct);
    }

    static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken ct)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(LargestAnswer, ct);
            return JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(ct), type) ?? throw new JsonException("null");
        }
        catch (Exception other) when (other is JsonException or HttpRequestException)
        {
            throw new EngineException($"the engine's answer can't be read: {other.Message}", null);
        }
    }

    async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken ct, params HttpStatusCode[] also)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        return await SendAsync(request, ct, also);
    }

    async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct, params HttpStatusCode[] also)
    {
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        }
        catch (HttpRequestException unreachable)
        {
            throw new EngineException($"the container engine at {_address} does not answer: {(unreachable.InnerException ?? unreachable).Message}", null);
        }

        if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.SwitchingProtocols || also.Contains(response.StatusCode))
            return response;
        using (response)
            throw new EngineException(await RefusalAsync(response, ct), response.StatusCode);
    }

    static async Task<string> RefusalAsync(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            return (await ReadAsync(response, EngineJson.Default.EngineRefusal, ct)).Message ?? response.ReasonPhrase ?? "";
        }
        catch (EngineException)
        {
            return $"{(int)response.StatusCode} {response.ReasonPhrase}";
        }
    }
}

/// <summary>The engine answered, and refused; or it did not answer.</summary>
public sealed class EngineException(string what, HttpStatusCode? status) : Exception(what)
{
    public HttpStatusCode? Status { get; } = status;
}
