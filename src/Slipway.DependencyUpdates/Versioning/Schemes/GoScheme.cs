namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>
/// Go modules: SemVer with a required <c>v</c>, pseudo-versions (<c>v0.0.0-yyyymmddhhmmss-commit</c>, ordered as the prereleases that they
/// are) and <c>+incompatible</c>, which has no rank (go.dev/ref/mod).
/// </summary>
sealed class GoScheme : IVersionScheme
{
    public string Name => "go";

    public SchemeVersion? Parse(string text) => text.StartsWith('v') ? SemverVersion.Parse(text) : null;

    public VersionRange? ParseRange(string text) => ComparisonList.Parse(text, Parse);
}
