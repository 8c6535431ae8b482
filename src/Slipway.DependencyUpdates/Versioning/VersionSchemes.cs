using Slipway.DependencyUpdates.Versioning.Schemes;

namespace Slipway.DependencyUpdates.Versioning;

/// <summary>Every scheme, by the name that slipway-deps.yml uses.</summary>
public static class VersionSchemes
{
    static readonly Dictionary<string, IVersionScheme> ByName = new IVersionScheme[]
    {
        new ApkScheme(), new CalverScheme(), new DateScheme(), new DebianScheme(), new GoScheme(), new LooseScheme(), new MavenScheme(), new NuGetScheme(), new OpenSslScheme(),
        new Pep440Scheme(), new PerlScheme(), new RpmScheme(), new RubyGemsScheme(), new SemverScheme(),
        new SemverScheme("npm", NpmRanges.Parse), new SemverScheme("cargo", CargoRanges.Parse),
    }.ToDictionary(scheme => scheme.Name, StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>Null: there is no such scheme.</summary>
    public static IVersionScheme? Find(string name) => ByName.GetValueOrDefault(name);
}
