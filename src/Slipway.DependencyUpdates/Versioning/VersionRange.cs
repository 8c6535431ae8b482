namespace Slipway.DependencyUpdates.Versioning;

/// <summary>Which versions a requirement allows: alternatives, each of them comparisons that all hold.</summary>
/// <param name="text">As it was written.</param>
/// <param name="alternatives">One that holds is enough. An empty list of comparisons holds for every version.</param>
/// <param name="prereleases">Whether a prerelease is allowed without a comparison that names one; npm and Cargo say no.</param>
public sealed class VersionRange(string text, IReadOnlyList<IReadOnlyList<VersionComparison>> alternatives, bool prereleases = true)
{
    public string Text { get; } = text;

    public bool Allows(SchemeVersion version)
    {
        foreach (var alternative in alternatives)
        {
            if (Holds(alternative, version)) return true;
        }

        return false;
    }

    bool Holds(IReadOnlyList<VersionComparison> comparisons, SchemeVersion version)
    {
        foreach (var comparison in comparisons)
        {
            if (!comparison.Holds(version)) return false;
        }

        return prereleases || !version.IsPrerelease || comparisons.Any(comparison => comparison.Names(version));
    }
}
