using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.KnownHosts.Scanning;
using Slipway.KnownHosts.Trust;
using Slipway.Testing;

namespace Slipway.KnownHosts.Tests;

/// <summary>A known_hosts file, its policy and its evidence in a folder; looks at real servers, at a time that a test sets.</summary>
public sealed class Keeper : IAsyncDisposable
{
    readonly TempFolder folder = new();
    readonly SocksProxy second = new(port => port);

    public string FilePath => folder["known_hosts"];

    public string this[string name] => folder[name];

    public TimeSpan Later { get; set; }

    /// <summary>What the policy says, besides two vantage points.</summary>
    public JsonObject Policy { get; } = [];

    public string? SecondVantage { get; set; }

    public string Text => System.IO.File.Exists(FilePath) ? System.IO.File.ReadAllText(FilePath) : "";

    public Keeper Has(params string[] lines)
    {
        System.IO.File.WriteAllLines(FilePath, lines);
        return this;
    }

    public Keeper Asks(HostAddress host, params object[] sources)
    {
        Policy["hosts"] ??= new JsonObject();
        Policy["hosts"]![host.ToString()] = new JsonObject { ["sources"] = JsonSerializer.SerializeToNode(sources) };
        return this;
    }

    public JsonObject For(HostAddress host) => (JsonObject)Policy["hosts"]![host.ToString()]!;

    public async Task<KnownHostsFolder> ReadAsync()
    {
        var policy = Policy.DeepClone();
        policy["vantages"] = new JsonArray(
            new JsonObject { ["name"] = "here", ["via"] = "direct" }, new JsonObject { ["name"] = "elsewhere", ["via"] = SecondVantage ?? second.Via });
        await System.IO.File.WriteAllTextAsync(FilePath + ".policy.json", policy.ToJsonString());
        return await KnownHostsFolder.ReadAsync(FilePath, null, default);
    }

    public async Task<SurveyResult> LookAsync() =>
        await new Survey(await ReadAsync(), ProbeLimits.Default with { Timeout = TimeSpan.FromSeconds(5) }, new ShiftedTime(Later)).RunAsync([], only: false, [], default);

    /// <summary>Looks, and writes what follows.</summary>
    public async Task<SurveyResult> UpdateAsync()
    {
        var result = await LookAsync();
        await (await ReadAsync()).WriteAsync(result.After, default);
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        await second.DisposeAsync();
        folder.Dispose();
    }

    sealed class ShiftedTime(TimeSpan later) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + later;
    }
}
