namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>
/// Semantic Versioning 2.0.0 (semver.org), with a leading <c>v</c> allowed, as tags have it. Ranges are npm's.
/// </summary>
sealed class SemverScheme : IVersionScheme
{
    public string Name => "semver";

    public SchemeVersion? Parse(string text) => SemverVersion.Parse(text);

    public VersionRange? ParseRange(string text) => ComparisonList.Parse(text, Parse);
}
