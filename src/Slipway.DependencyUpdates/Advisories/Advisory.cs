namespace Slipway.DependencyUpdates.Advisories;

/// <summary>A known vulnerability that a version has.</summary>
/// <param name="Id">As the database calls it.</param>
/// <param name="Aliases">Other names, CVE numbers first.</param>
/// <param name="Summary">In the database's words; may be empty.</param>
/// <param name="Severity">A CVSS vector, or the database's own word; null: not said.</param>
/// <param name="FixedIn">Versions that no longer have it, in the order of the record.</param>
public sealed record Advisory(string Id, IReadOnlyList<string> Aliases, string Summary, string? Severity, IReadOnlyList<string> FixedIn);
