using System.Collections.Concurrent;
using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Slipway.Providers.Tests.Clouds;

/// <summary>
/// What of EC2's query API the provider speaks: form parameters in, XML of the 2016-11-15 namespace out, errors as EC2 writes them, client tokens,
/// filters by tag and token, pages with a next token, and lists that show a change only after a while.
/// </summary>
sealed class FakeEc2 : IAsyncDisposable
{
    static readonly XNamespace s_ns = "http://ec2.amazonaws.com/doc/2016-11-15/";
    readonly WebApplication app;
    readonly Lock gate = new();
    readonly List<FakeInstance> instances = [];
    readonly ConcurrentDictionary<string, string> refusals = new(StringComparer.Ordinal);
    int loseAnswers;

    public FakeEc2()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost("/", HandleAsync);
        app.StartAsync().GetAwaiter().GetResult();
    }

    public string Url => app.Urls.First();

    /// <summary>How long the list is late.</summary>
    public TimeSpan Lag { get; set; } = TimeSpan.FromMilliseconds(150);

    public int Page { get; set; } = 1000;

    public ConcurrentQueue<IReadOnlyDictionary<string, string>> Calls { get; } = [];

    public IReadOnlyList<FakeInstance> Instances
    {
        get
        {
            lock (gate)
            {
                return [.. instances];
            }
        }
    }

    /// <summary>Answers RunInstances for a type with an error; "*" for all.</summary>
    public void Refuse(string type, string code) => refusals[type] = code;

    public void Allow(string type) => refusals.TryRemove(type, out _);

    /// <summary>The next RunInstances do their work, and the client never hears of it.</summary>
    public void LoseAnswers(int count) => loseAnswers = count;

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    async Task HandleAsync(HttpContext http)
    {
        var form = (await http.Request.ReadFormAsync()).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        Calls.Enqueue(form);
        if (!http.Request.Headers.Authorization.ToString().StartsWith("AWS4-HMAC-SHA256 Credential=AKIATEST/", StringComparison.Ordinal))
        {
            await ErrorAsync(http, 401, "AuthFailure", "AWS was not able to validate the provided access credentials");
            return;
        }

        switch (form["Action"])
        {
            case "RunInstances":
                await RunAsync(http, form);
                break;
            case "DescribeInstances":
                await DescribeAsync(http, form);
                break;
            case "TerminateInstances":
                await TerminateAsync(http, form);
                break;
            case "GetConsoleOutput":
                await AnswerAsync(http, "GetConsoleOutputResponse", new XElement(s_ns + "instanceId", form["InstanceId"]), new XElement(s_ns + "output", Convert.ToBase64String("a kernel booted, and cloud-init ran\n"u8)));
                break;
            default:
                await ErrorAsync(http, 400, "InvalidAction", $"The action {form["Action"]} is not valid for this web service.");
                break;
        }
    }

    async Task RunAsync(HttpContext http, Dictionary<string, string> form)
    {
        var type = form["InstanceType"];
        if (refusals.TryGetValue(type, out var code) || refusals.TryGetValue("*", out code))
        {
            await ErrorAsync(http, code.StartsWith("Insufficient", StringComparison.Ordinal) ? 500 : code == "RequestLimitExceeded" ? 503 : 400, code, $"{code} for {type}");
            return;
        }

        FakeInstance? instance;
        lock (gate)
        {
            instance = instances.Find(it => it.Token == form["ClientToken"]);
            if (instance is null)
            {
                instance = new FakeInstance($"i-{instances.Count + 1:x17}", form["ClientToken"], form) { At = TimeProvider.System.GetUtcNow() };
                instances.Add(instance);
            }
        }

        if (instance.Form["UserData"] != form["UserData"])
        {
            await ErrorAsync(http, 400, "IdempotentParameterMismatch", "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).");
            return;
        }

        if (Interlocked.Decrement(ref loseAnswers) >= 0)
        {
            http.Abort();
            return;
        }

        await AnswerAsync(http, "RunInstancesResponse", new XElement(s_ns + "reservationId", "r-1"), new XElement(s_ns + "instancesSet", Item(instance, "pending")));
    }

    async Task DescribeAsync(HttpContext http, Dictionary<string, string> form)
    {
        var filters = Enumerable.Range(1, 10).Where(n => form.ContainsKey($"Filter.{n}.Name")).Select(n => (Name: form[$"Filter.{n}.Name"], Value: form[$"Filter.{n}.Value.1"])).ToList();
        var now = TimeProvider.System.GetUtcNow();
        List<(FakeInstance It, string State)> shown;
        lock (gate)
        {
            shown = [.. instances.Where(it => filters.All(filter => filter.Name == "client-token" ? it.Token == filter.Value : it.At + Lag <= now && it.Tags.GetValueOrDefault(filter.Name[4..]) == filter.Value))
                .Select(it => (it, it.EndedAt is { } ended && ended + Lag <= now ? it.EndedAs : "running"))];
        }

        var from = form.TryGetValue("NextToken", out var token) ? int.Parse(token, CultureInfo.InvariantCulture) : 0;
        var most = Math.Min(Page, int.Parse(form["MaxResults"], CultureInfo.InvariantCulture));
        var page = shown.Skip(from).Take(most).ToList();
        List<XElement> content = [new XElement(s_ns + "reservationSet", page.Select(it => new XElement(s_ns + "item", new XElement(s_ns + "reservationId", "r-" + it.It.Id), new XElement(s_ns + "instancesSet", Item(it.It, it.State)))))];
        if (from + page.Count < shown.Count)
        {
            content.Add(new XElement(s_ns + "nextToken", from + page.Count));
        }

        await AnswerAsync(http, "DescribeInstancesResponse", [.. content]);
    }

    async Task TerminateAsync(HttpContext http, Dictionary<string, string> form)
    {
        var ids = Enumerable.Range(1, 100).Where(n => form.ContainsKey($"InstanceId.{n}")).Select(n => form[$"InstanceId.{n}"]).ToList();
        lock (gate)
        {
            foreach (var instance in instances.Where(it => ids.Contains(it.Id)))
            {
                (instance.EndedAt, instance.EndedAs) = (instance.EndedAt ?? TimeProvider.System.GetUtcNow(), "terminated");
            }
        }

        await AnswerAsync(http, "TerminateInstancesResponse", new XElement(s_ns + "instancesSet", ids.Select(id => new XElement(s_ns + "item", new XElement(s_ns + "instanceId", id)))));
    }

    static XElement Item(FakeInstance it, string state) => new(
        s_ns + "item",
        new XElement(s_ns + "instanceId", it.Id),
        new XElement(s_ns + "instanceState", new XElement(s_ns + "code", state switch { "pending" => 0, "running" => 16, "terminated" => 48, _ => 80 }), new XElement(s_ns + "name", state)),
        new XElement(s_ns + "clientToken", it.Token),
        new XElement(s_ns + "launchTime", it.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)),
        new XElement(s_ns + "tagSet", it.Tags.Select(tag => new XElement(s_ns + "item", new XElement(s_ns + "key", tag.Key), new XElement(s_ns + "value", tag.Value)))));

    static Task AnswerAsync(HttpContext http, string name, params XElement[] content)
    {
        http.Response.ContentType = "text/xml;charset=UTF-8";
        return http.Response.WriteAsync(new XElement(s_ns + name, new XElement(s_ns + "requestId", Guid.NewGuid()), content).ToString());
    }

    static Task ErrorAsync(HttpContext http, int status, string code, string message)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/xml;charset=UTF-8";
        return http.Response.WriteAsync(new XElement("Response", new XElement("Errors", new XElement("Error", new XElement("Code", code), new XElement("Message", message))), new XElement("RequestID", Guid.NewGuid())).ToString());
    }
}

sealed class FakeInstance(string id, string token, IReadOnlyDictionary<string, string> form)
{
    public string Id => id;

    public string Token => token;

    public IReadOnlyDictionary<string, string> Form => form;

    public DateTimeOffset At { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    public string EndedAs { get; set; } = "terminated";

    /// <summary>Of the instance, from its tag specification.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; } = Enumerable.Range(1, 20).Where(n => form.ContainsKey($"TagSpecification.1.Tag.{n}.Key"))
        .ToDictionary(n => form[$"TagSpecification.1.Tag.{n}.Key"], n => form[$"TagSpecification.1.Tag.{n}.Value"], StringComparer.Ordinal);
}
