using System.Text;
using Slipway.DependencyUpdates.Datasources.Documents;
using Slipway.DependencyUpdates.Datasources.Http;

namespace Slipway.DependencyUpdates.Datasources.Registries;

/// <summary>A gem server's compact index: what was yanked is not in it.</summary>
sealed class RubyGems : IDatasource
{
    const int MaxLines = 100_000;

    public string Name => DatasourceNames.RubyGems;

    public async Task<LookupOutcome.Found> LookupAsync(DatasourceQuery query, Uri? registry, SourceClient client, CancellationToken ct)
    {
        var (address, gem) = (RegistryPath.Base(registry, Name), RegistryPath.Name(query.Package));
        var answer = await client.GetAsync(new Uri($"{address}/info/{gem}"), "text/plain", ct);
        return new(Read(answer.Body, address, query.Package), []);
    }

    /// <summary>Lines after <c>---</c>: <c>VERSION[-PLATFORM] [DEPENDENCIES]|checksum:SHA256,ruby:...,created_at:...</c>. Only what runs everywhere.</summary>
    internal static List<Release> Read(byte[] body, string registry, string gem)
    {
        var releases = new List<Release>();
        foreach (var line in Encoding.UTF8.GetString(body).Split('\n').Take(MaxLines))
        {
            var version = line.Split(' ', '|')[0];
            if (version.Length == 0 || !char.IsAsciiDigit(version[0]) || version.Contains('-', StringComparison.Ordinal)) continue;
            var facts = line[(line.IndexOf('|', StringComparison.Ordinal) + 1)..].Split(',');
            releases.Add(new(version)
            {
                Date = JsonFields.Time(Fact(facts, "created_at:")),
                Checksum = Integrity.Hex("sha256", Fact(facts, "checksum:"), $"{registry}/info/{gem}"),
                Download = JsonFields.Address($"{registry}/gems/{gem}-{version}.gem"),
            });
        }

        return releases;
    }

    static string? Fact(string[] facts, string name) => Array.Find(facts, fact => fact.StartsWith(name, StringComparison.Ordinal)) is { } fact ? fact[name.Length..] : null;
}
