namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>Semantic Versioning 2.0.0 (semver.org), with a leading <c>v</c> allowed, as tags have it.</summary>
/// <param name="name"><c>semver</c>, <c>npm</c> or <c>cargo</c>: they differ in their ranges.</param>
/// <param name="ranges">How a range is read.</param>
sealed class SemverScheme(string name, Func<string, VersionRange?> ranges) : IVersionScheme
{
    /// <summary>Ranges are npm's.</summary>
    public SemverScheme()
        : this("semver", NpmRanges.Parse)
    {
    }

    public string Name => name;

    public SchemeVersion? Parse(string text) => SemverVersion.Parse(text);

    public VersionRange? ParseRange(string text) => ranges(text);
}
