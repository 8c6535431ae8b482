using Slipway.DependencyUpdates.Datasources;

namespace Slipway.DependencyUpdates.Versioning.Choice;

/// <summary>A release whose version was read.</summary>
/// <param name="Dotted">The version without its tag's form.</param>
sealed record Candidate(Release Release, string Dotted, SchemeVersion Version)
{
    /// <summary>Marked by upstream, or by its own version.</summary>
    public bool IsPrerelease => Release.Prerelease || Version.IsPrerelease;
}
