using Slipway.DependencyUpdates.Datasources;

namespace Slipway.DependencyUpdates.Versioning;

/// <summary>What the choice of an upgrade needs.</summary>
/// <param name="Current">As the project spells it: <c>8.19.0</c>, <c>curl-8_19_0</c>, <c>v1.2.3</c>.</param>
/// <param name="Releases">What the datasource found.</param>
/// <param name="Scheme">
/// A declared scheme, by name. Null: one is taken by the datasource and the versions. Either is held against the
/// component's own history.
/// </param>
/// <param name="Datasource">One of <c>DatasourceNames</c>; decides the scheme where none is declared.</param>
public sealed record UpgradeRequest(string Current, IReadOnlyList<Release> Releases, string? Scheme, string Datasource)
{
    /// <summary>
    /// How upstream spells a version in a tag: a regular expression with a group <c>version</c>, or <c>major</c>, <c>minor</c>, <c>patch</c>
    /// and so on. Null: found from the current version and the tags.
    /// </summary>
    public string? TagPattern { get; init; }

    /// <summary>Only versions in this range, in the scheme's own language.</summary>
    public string? Allowed { get; init; }

    /// <summary>Never these: held or ignored, by upstream's or by the project's spelling.</summary>
    public IReadOnlySet<string> Held { get; init; } = new HashSet<string>();

    /// <summary>Whether prereleases are wanted. Null: only where the current version is one itself, and then only of the same numbers.</summary>
    public bool? Prereleases { get; init; }

    /// <summary>Odd minor numbers are unstable (GNOME before 40, old nginx, libpng's betas): they are left out.</summary>
    public bool OddMinorsAreUnstable { get; init; }
}
