namespace Slipway.DependencyUpdates.Advisories;

/// <summary>Which advisories are about one version of one component.</summary>
/// <param name="Datasource">Decides the ecosystem and the order of versions.</param>
/// <param name="Package">As the datasource names it; for git a repository's URL.</param>
/// <param name="Version">As upstream spells it: a tag for git.</param>
public sealed record AdvisoryQuestion(string Datasource, string Package, string Version)
{
    /// <summary>The scheme that was followed for it; null: the ecosystem's.</summary>
    public string? Scheme { get; init; }
}
