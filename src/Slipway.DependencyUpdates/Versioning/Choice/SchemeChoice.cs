using Slipway.DependencyUpdates.Datasources;

namespace Slipway.DependencyUpdates.Versioning.Choice;

/// <summary>The scheme of a component for which none is declared: the registry's own, or for tags and files the strictest that reads nearly all.</summary>
static class SchemeChoice
{
    // Nine of ten must be read before a stricter scheme is believed.
    const double Enough = 0.9;

    static readonly string[] ForTags = ["date", "semver", "loose"];

    public static IVersionScheme For(string datasource, string current, IReadOnlyCollection<string> versions) => VersionSchemes.Find(datasource switch
    {
        DatasourceNames.NuGet => "nuget",
        DatasourceNames.Npm => "npm",
        DatasourceNames.PyPi => "pep440",
        DatasourceNames.RubyGems => "rubygems",
        DatasourceNames.Debian => "debian",
        DatasourceNames.Rpm => "rpm",
        DatasourceNames.Go => "go",
        DatasourceNames.Crates => "cargo",
        DatasourceNames.Maven => "maven",
        _ => OfTags(current, versions),
    })!;

    static string OfTags(string current, IReadOnlyCollection<string> versions) => Array.Find(ForTags, name => Reads(name, current, versions)) ?? "loose";

    static bool Reads(string name, string current, IReadOnlyCollection<string> versions)
    {
        var scheme = VersionSchemes.Find(name)!;
        return scheme.Parse(current) is not null && versions.Count(version => scheme.Parse(version) is not null) >= versions.Count * Enough;
    }
}
