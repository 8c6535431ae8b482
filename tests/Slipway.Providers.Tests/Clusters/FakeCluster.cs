using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Slipway.Providers.Tests.Clusters;

/// <summary>
/// What of the Kubernetes API the provider speaks, as the API conventions have it: objects with a resource version for each change, lists in pages with a
/// continue token, watches from a version with bookmarks and timeouts, Status objects for refusals, deletion by preconditions, owners and their garbage
/// collection. A kubelet that runs each pod whose secret is there.
/// </summary>
sealed class FakeCluster : IAsyncDisposable
{
    public const string Space = "machines";

    readonly WebApplication app;
    readonly Lock gate = new();
    readonly SortedDictionary<string, JsonObject> pods = new(StringComparer.Ordinal);
    readonly Dictionary<string, JsonObject> secrets = new(StringComparer.Ordinal);
    readonly List<(long Version, string Type, JsonObject Pod)> events = [];
    readonly ConcurrentQueue<(string Call, int Status, string Body, string? RetryAfter)> refusals = new();
    readonly CancellationTokenSource end = new();
    TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    CancellationTokenSource watching = new();
    long version = 1000;
    long forgotten;
    int uids;

    public FakeCluster()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Use(AuthorizeAsync);
        var space = app.MapGroup($"/api/v1/namespaces/{Space}");
        space.MapPost("pods", (Delegate)CreatePodAsync);
        space.MapGet("pods", (Delegate)ListAsync);
        space.MapGet("pods/{name}", (string name) => Found(Pod(name), "pods", name));
        space.MapDelete("pods/{name}", DeletePodAsync);
        space.MapGet("pods/{name}/log", (string name) => Pod(name) is null ? Status(404, "NotFound", $"pods \"{name}\" not found") : Results.Text("a runner with run --config /etc/slipway/slipway-runner.json\n"));
        space.MapPost("secrets", (Delegate)CreateSecretAsync);
        app.StartAsync().GetAwaiter().GetResult();
    }

    public string Url => app.Urls.First();

    public ConcurrentBag<string> Calls { get; } = [];

    /// <summary>Largest page of a list, whatever the client asks for.</summary>
    public int Page { get; set; } = int.MaxValue;

    public IReadOnlyList<string> Secrets
    {
        get
        {
            lock (gate)
            {
                return [.. secrets.Keys];
            }
        }
    }

    public JsonObject? Pod(string name)
    {
        lock (gate)
        {
            return pods.TryGetValue(name, out var pod) ? (JsonObject)pod.DeepClone() : null;
        }
    }

    public JsonObject? Secret(string name)
    {
        lock (gate)
        {
            return secrets.TryGetValue(name, out var secret) ? (JsonObject)secret.DeepClone() : null;
        }
    }

    /// <summary>Answers the next such call ("POST pods") with a refusal; the call does nothing.</summary>
    public void RefuseNext(string call, int status, string body, string? retryAfter = null) => refusals.Enqueue((call, status, body, retryAfter));

    /// <summary>Cuts all watches off, as a restart of the API server does.</summary>
    public void CutWatches()
    {
        lock (gate)
        {
            watching.Cancel();
            watching = new CancellationTokenSource();
        }
    }

    /// <summary>Forgets the past: a watch from an older version, or a list's next page, gets 410.</summary>
    public void Compact()
    {
        lock (gate)
        {
            forgotten = ++version;
            events.Clear();
        }
    }

    public void SetPhase(string name, string phase, string? reason = null)
    {
        lock (gate)
        {
            pods[name]["status"] = new JsonObject { ["phase"] = phase, ["reason"] = reason };
            Changed("MODIFIED", pods[name]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    async Task AuthorizeAsync(HttpContext http, Func<Task> next)
    {
        var call = $"{http.Request.Method} {http.Request.Path.Value!.Split('/').Skip(5).First()}";
        Calls.Add(call + http.Request.QueryString);
        if (http.Request.Headers.Authorization != "Bearer the-accounts-token")
        {
            await Status(401, "Unauthorized", "Unauthorized").ExecuteAsync(http);
        }
        else if (refusals.TryPeek(out var refusal) && refusal.Call == call && refusals.TryDequeue(out refusal))
        {
            if (refusal.RetryAfter is not null)
            {
                http.Response.Headers.RetryAfter = refusal.RetryAfter;
            }

            http.Response.StatusCode = refusal.Status;
            await http.Response.WriteAsync(refusal.Body);
        }
        else
        {
            await next();
        }
    }

    async Task<IResult> CreatePodAsync(HttpContext http)
    {
        var pod = (await JsonSerializer.DeserializeAsync<JsonObject>(http.Request.Body))!;
        var name = (string)pod["metadata"]!["name"]!;
        lock (gate)
        {
            if (pods.ContainsKey(name))
            {
                return Status(409, "AlreadyExists", $"pods \"{name}\" already exists");
            }

            var metadata = pod["metadata"]!.AsObject();
            metadata["uid"] = $"uid-{++uids}";
            metadata["creationTimestamp"] = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            pod["status"] = new JsonObject { ["phase"] = "Pending" };
            pods[name] = pod;
            Changed("ADDED", pod);
            return Json(pod, 201);
        }
    }

    async Task<IResult> CreateSecretAsync(HttpContext http)
    {
        var secret = (await JsonSerializer.DeserializeAsync<JsonObject>(http.Request.Body))!;
        var name = (string)secret["metadata"]!["name"]!;
        lock (gate)
        {
            if (!secrets.TryAdd(name, secret))
            {
                return Status(409, "AlreadyExists", $"secrets \"{name}\" already exists");
            }

            if (pods.TryGetValue(name, out var pod))
            {
                pod["status"] = new JsonObject { ["phase"] = "Running" };
                Changed("MODIFIED", pod);
            }

            return Json(secret, 201);
        }
    }

    async Task<IResult> DeletePodAsync(string name, HttpContext http)
    {
        var options = http.Request.ContentLength > 0 || http.Request.Headers.TransferEncoding.Count > 0 ? await JsonSerializer.DeserializeAsync<JsonObject>(http.Request.Body) : null;
        lock (gate)
        {
            if (!pods.TryGetValue(name, out var pod))
            {
                return Status(404, "NotFound", $"pods \"{name}\" not found");
            }

            var uid = (string)pod["metadata"]!["uid"]!;
            if (options?["preconditions"]?["uid"] is { } only && (string)only! != uid)
            {
                return Status(409, "Conflict", "Precondition failed: UID in precondition");
            }

            pod["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z";
            Changed("MODIFIED", pod);
            _ = GoneAsync(name, uid);
            return Json(pod, 200);
        }
    }

    /// <summary>The kubelet ends the pod after a while; the garbage collector removes what it owned.</summary>
    async Task GoneAsync(string name, string uid)
    {
        await Task.Delay(100, CancellationToken.None);
        lock (gate)
        {
            if (pods.Remove(name, out var pod))
            {
                Changed("DELETED", pod);
            }

            foreach (var (secret, _) in secrets.Where(secret => secret.Value["metadata"]!["ownerReferences"]?.AsArray().Any(owner => (string)owner!["uid"]! == uid) == true).ToList())
            {
                secrets.Remove(secret);
            }
        }
    }

    async Task<IResult> ListAsync(HttpContext http)
    {
        var query = http.Request.Query;
        var selector = query["labelSelector"].ToString().Split('=');
        if (query["watch"] == "true")
        {
            return await WatchAsync(http, selector, long.Parse(query["resourceVersion"].ToString(), CultureInfo.InvariantCulture), int.Parse(query["timeoutSeconds"].ToString(), CultureInfo.InvariantCulture));
        }

        lock (gate)
        {
            var (at, after) = query["continue"].ToString() is { Length: > 0 } token && token.Split('|') is [var of, var name] ? (long.Parse(of, CultureInfo.InvariantCulture), name) : (version, "");
            if (at < forgotten)
            {
                return Status(410, "Expired", "The provided continue parameter is too old");
            }

            var most = Math.Min(Page, int.Parse(query["limit"].ToString(), CultureInfo.InvariantCulture));
            var all = pods.Values.Where(pod => Matches(pod, selector) && string.CompareOrdinal((string)pod["metadata"]!["name"]!, after) > 0).ToList();
            var page = all.Take(most).ToList();
            return Json(
                new JsonObject
                {
                    ["apiVersion"] = "v1",
                    ["kind"] = "PodList",
                    ["metadata"] = new JsonObject { ["resourceVersion"] = $"{at}", ["continue"] = page.Count < all.Count ? $"{at}|{(string)page[^1]["metadata"]!["name"]!}" : "" },
                    ["items"] = new JsonArray([.. page.Select(pod => pod.DeepClone())]),
                },
                200);
        }
    }

    async Task<IResult> WatchAsync(HttpContext http, string[] selector, long from, int seconds)
    {
        CancellationTokenSource cut;
        lock (gate)
        {
            if (from < forgotten)
            {
                http.Response.ContentType = "application/json";
                return Json(new JsonObject { ["type"] = "ERROR", ["object"] = StatusObject(410, "Expired", "too old resource version") }, 200);
            }

            cut = watching;
        }

        http.Response.ContentType = "application/json";
        await http.Response.StartAsync();
        await http.Response.Body.FlushAsync();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cut.Token, end.Token, http.RequestAborted);
        over.CancelAfter(TimeSpan.FromSeconds(seconds));
        try
        {
            await WriteLineAsync(http, new JsonObject { ["type"] = "BOOKMARK", ["object"] = new JsonObject { ["kind"] = "Pod", ["apiVersion"] = "v1", ["metadata"] = new JsonObject { ["resourceVersion"] = $"{from}" } } });
            while (true)
            {
                List<(long Version, string Type, JsonObject Pod)> news;
                Task next;
                lock (gate)
                {
                    news = [.. events.Where(it => it.Version > from && Matches(it.Pod, selector))];
                    next = changed.Task;
                }

                foreach (var (at, type, pod) in news)
                {
                    from = at;
                    await WriteLineAsync(http, new JsonObject { ["type"] = type, ["object"] = pod.DeepClone() });
                }

                await next.WaitAsync(over.Token);
            }
        }
        catch (OperationCanceledException)
        {
            return Results.Empty;
        }
    }

    static async Task WriteLineAsync(HttpContext http, JsonObject line)
    {
        await http.Response.WriteAsync(line.ToJsonString() + "\n");
        await http.Response.Body.FlushAsync();
    }

    void Changed(string type, JsonObject pod)
    {
        pod["metadata"]!["resourceVersion"] = $"{++version}";
        events.Add((version, type, (JsonObject)pod.DeepClone()));
        var before = changed;
        changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        before.SetResult();
    }

    static bool Matches(JsonObject pod, string[] selector) => (string?)pod["metadata"]!["labels"]?[selector[0]] == selector[1];

    static IResult Found(JsonObject? thing, string kind, string name) => thing is null ? Status(404, "NotFound", $"{kind} \"{name}\" not found") : Json(thing, 200);

    static IResult Json(JsonObject body, int status) => Results.Text(body.ToJsonString(), "application/json", statusCode: status);

    static IResult Status(int code, string reason, string message) => Json(StatusObject(code, reason, message), code);

    public static JsonObject StatusObject(int code, string reason, string message) =>
        new() { ["apiVersion"] = "v1", ["kind"] = "Status", ["status"] = "Failure", ["reason"] = reason, ["message"] = message, ["code"] = code };
}
