using System.Text;
using Slipway.DependencyUpdates.Datasources.Documents;
using Slipway.DependencyUpdates.Datasources.Http;

namespace Slipway.DependencyUpdates.Datasources.Registries;

/// <summary>A sparse index of Cargo: a file of JSON lines for each crate (The Cargo Book, Registry Index).</summary>
sealed class Crates : IDatasource
{
    const int MaxLines = 100_000;

    public string Name => DatasourceNames.Crates;

    public async Task<LookupOutcome.Found> LookupAsync(DatasourceQuery query, Uri? registry, SourceClient client, CancellationToken ct)
    {
        var name = RegistryPath.Name(query.Package.ToLowerInvariant());
        var folder = name.Length switch
        {
            1 => "1",
            2 => "2",
            3 => $"3/{name[0]}",
            _ => $"{name[..2]}/{name[2..4]}",
        };
        var answer = await client.GetAsync(new Uri($"{RegistryPath.Base(registry, Name)}/{folder}/{name}"), ct: ct);
        return new(Read(answer.Body), []);
    }

    internal static List<Release> Read(byte[] body)
    {
        var releases = new List<Release>();
        foreach (var line in Encoding.UTF8.GetString(body).Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(MaxLines))
        {
            using var document = JsonFields.Parse(Encoding.UTF8.GetBytes(line));
            if (document.RootElement.Text("vers") is not { } version) continue;
            releases.Add(new(version)
            {
                Date = document.RootElement.Time("pubtime"),
                Yanked = document.RootElement.Flag("yanked"),
                Checksum = Integrity.Hex("sha256", document.RootElement.Text("cksum"), "cargo index"),
            });
        }

        return releases;
    }
}
