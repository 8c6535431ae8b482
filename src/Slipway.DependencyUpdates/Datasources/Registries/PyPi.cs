using System.Text.RegularExpressions;
using Slipway.DependencyUpdates.Datasources.Http;

namespace Slipway.DependencyUpdates.Datasources.Registries;

/// <summary>Python's simple index: as JSON (PEP 691, 700) where the registry has that, else as HTML (PEP 503).</summary>
sealed partial class PyPi : IDatasource
{
    const string Accept = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1";

    public string Name => DatasourceNames.PyPi;

    public async Task<LookupOutcome.Found> LookupAsync(DatasourceQuery query, Uri? registry, SourceClient client, CancellationToken ct)
    {
        var name = Separators().Replace(query.Package, "-").ToLowerInvariant();
        var address = new Uri($"{RegistryPath.Base(registry, Name)}/{RegistryPath.Name(name)}/");
        var answer = await client.GetAsync(address, Accept, ct);
        return new(answer.ContentType?.EndsWith("json", StringComparison.Ordinal) == true ? PyPiPages.Json(answer.Body, address, name) : PyPiPages.Html(answer.Body, address, name), []);
    }

    [GeneratedRegex("[-_.]+", RegexOptions.None, 1000)]
    internal static partial Regex Separators();
}
