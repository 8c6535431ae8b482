using Slipway.DependencyUpdates.Managers;
using Slipway.DependencyUpdates.Policy;
using Slipway.DependencyUpdates.Updates.Checking;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Updates.Planning;

/// <summary>One request to come: one component, or a group of them.</summary>
/// <param name="Branch">By what it is about, not by its versions: a newer release changes the request that is open.</param>
/// <param name="Steps">In order of name.</param>
public sealed record PlannedUpdate(string Branch, string? Group, IReadOnlyList<PlannedStep> Steps)
{
    /// <summary>It is the request beside that of the smaller steps.</summary>
    public bool IsMajorLane => Steps.All(step => step.Terms.SeparateMajor && step.Upgrade.Level == UpgradeLevel.Major);

    public bool Automerge => Steps.All(step => step.Terms.Automerge);

    public IEnumerable<string> Labels => Steps.SelectMany(step => step.Terms.Labels).Distinct(StringComparer.Ordinal);

    public IEnumerable<string> Reviewers => Steps.SelectMany(step => step.Terms.Reviewers).Distinct(StringComparer.Ordinal);
}

/// <summary>One component's step, in each of its occurrences.</summary>
public sealed record PlannedStep(IReadOnlyList<(Component Component, Upgrade Upgrade)> Occurrences, Terms Terms, IReadOnlyList<KnownVulnerability> Vulnerabilities)
{
    public Component Component => Occurrences[0].Component;

    public Upgrade Upgrade => Occurrences[0].Upgrade;
}
