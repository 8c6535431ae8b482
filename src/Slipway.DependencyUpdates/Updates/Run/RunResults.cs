using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Updates.Checking;

namespace Slipway.DependencyUpdates.Updates.Run;

/// <summary>What is known of a project's components after its sources were asked.</summary>
/// <param name="Results">One for each component, in the survey's order.</param>
/// <param name="Public">The same as if nothing were known of vulnerabilities: what others than the security team may see.</param>
public sealed record RunResults(
    Survey Survey, IReadOnlyList<CheckResult> Results, IReadOnlyList<CheckResult> Public, IReadOnlyDictionary<DatasourceQuery, LookupOutcome> Lookups, IReadOnlyList<string> Notes);
