using System.Text;
using Slipway.DependencyUpdates.Datasources.Documents;
using Slipway.DependencyUpdates.Datasources.Http;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Datasources.Registries;

/// <summary>A module proxy (go.dev/ref/mod, GOPROXY protocol): the list, the newest versions' times, and what the newest go.mod retracts.</summary>
sealed class GoProxy : IDatasource
{
    // A time costs a request each.
    const int WithTimes = 5, MaxLines = 50_000;

    public string Name => DatasourceNames.Go;

    public async Task<LookupOutcome.Found> LookupAsync(DatasourceQuery query, Uri? registry, SourceClient client, CancellationToken ct)
    {
        if (GoPrivate.Matches(client.Options.PrivateModules, query.Package))
            throw SourceException.BadQuery($"{query.Package} is private (GOPRIVATE): no proxy is asked for it.", "Watch it with git-tags, below components: in slipway-deps.yml.");
        var module = $"{RegistryPath.Base(registry, Name)}/{Escape(RegistryPath.Name(query.Package))}/@v";
        var go = VersionSchemes.Find("go")!;
        var list = Read((await client.GetAsync(new Uri($"{module}/list"), ct: ct)).Body)
            .Select(text => (Text: text, Version: go.Parse(text))).Where(pair => pair.Version is not null)
            .OrderByDescending(pair => pair.Version, Comparer<SchemeVersion?>.Create((a, b) => a!.OrderTo(b))).ToList();
        if (list.Count == 0) return new([], ["The module has no tagged versions."]);
        var times = await Task.WhenAll(list.Take(WithTimes).Select(pair => TimeAsync(new Uri($"{module}/{Escape(pair.Text)}.info"), client, ct)));
        var retracted = GoRetractions.Read(await OptionalAsync(new Uri($"{module}/{Escape(list[0].Text)}.mod"), client, ct));
        return new([.. list.Select((pair, i) => new Release(pair.Text) { Date = i < times.Length ? times[i] : null, Yanked = retracted.Covers(pair.Version!), YankedReason = "retracted" })], []);
    }

    internal static IEnumerable<string> Read(byte[] body) => Encoding.UTF8.GetString(body).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MaxLines);

    static async Task<DateTimeOffset?> TimeAsync(Uri address, SourceClient client, CancellationToken ct)
    {
        using var info = JsonFields.Parse(await OptionalAsync(address, client, ct) is { Length: > 0 } body ? body : "{}"u8.ToArray());
        return info.RootElement.Time("Time");
    }

    /// <summary>Empty where the proxy does not have it: a plain folder of files may not.</summary>
    static async Task<byte[]> OptionalAsync(Uri address, SourceClient client, CancellationToken ct)
    {
        try
        {
            return (await client.GetAsync(address, ct: ct)).Body;
        }
        catch (SourceException missing) when (missing.Code == "deps.source-not-found")
        {
            return [];
        }
    }

    /// <summary>Upper case is written <c>!</c> and lower case, for file systems that do not tell them apart.</summary>
    static string Escape(string path) => string.Concat(path.Select(c => char.IsAsciiLetterUpper(c) ? $"!{char.ToLowerInvariant(c)}" : c.ToString()));
}
