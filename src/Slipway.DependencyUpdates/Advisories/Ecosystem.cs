using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Advisories;

/// <summary>OSV's names for where packages are from (ossf.github.io/osv-schema), and how each spells packages and versions.</summary>
static class Ecosystem
{
    static readonly Dictionary<string, (string Name, string Scheme)> ByDatasource = new(StringComparer.Ordinal)
    {
        [DatasourceNames.NuGet] = ("NuGet", "nuget"), [DatasourceNames.Npm] = ("npm", "npm"), [DatasourceNames.PyPi] = ("PyPI", "pep440"), [DatasourceNames.RubyGems] = ("RubyGems", "rubygems"),
        [DatasourceNames.Crates] = ("crates.io", "cargo"), [DatasourceNames.Go] = ("Go", "semver"), [DatasourceNames.Maven] = ("Maven", "maven"), [DatasourceNames.Debian] = ("Debian", "debian"),
    };

    /// <summary>Null: a source whose packages the databases know only by their repositories.</summary>
    public static string? Of(string datasource) => ByDatasource.TryGetValue(datasource, out var found) ? found.Name : null;

    public static IVersionScheme SchemeOf(AdvisoryQuestion question) =>
        VersionSchemes.Find(ByDatasource.TryGetValue(question.Datasource, out var found) ? found.Scheme : question.Scheme ?? "loose") ?? VersionSchemes.Find("loose")!;

    /// <summary>A record's ecosystem may name a release of it: <c>Debian:12</c>.</summary>
    public static bool Is(string? recorded, string ecosystem) => recorded == ecosystem || recorded?.StartsWith(ecosystem + ":", StringComparison.Ordinal) == true;

    /// <summary>Whether a record's package is the one that is asked for: PyPI's and NuGet's names have several spellings.</summary>
    public static bool IsSame(string ecosystem, string? recorded, string package) => recorded is not null && (ecosystem switch
    {
        "PyPI" => Normal(recorded) == Normal(package),
        "NuGet" => recorded.Equals(package, StringComparison.OrdinalIgnoreCase),
        _ => recorded == package,
    });

    static string Normal(string name) => string.Join('-', name.ToLowerInvariant().Split(['-', '_', '.'], StringSplitOptions.RemoveEmptyEntries));
}
