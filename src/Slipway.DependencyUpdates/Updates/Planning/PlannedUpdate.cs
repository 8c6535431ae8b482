using Slipway.DependencyUpdates.Locks;
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

    /// <summary>What people say no to when they close its request: these versions, wherever else its files change.</summary>
    public string Subject => string.Join('\n', Steps.SelectMany(step => step.Occurrences).Select(one => $"{one.Component.Manager} {one.Component.Name} {one.Upgrade.Value}").Distinct(StringComparer.Ordinal));

    public IEnumerable<string> Labels => Steps.SelectMany(step => step.Terms.Labels).Distinct(StringComparer.Ordinal);

    public IEnumerable<string> Reviewers => Steps.SelectMany(step => step.Terms.Reviewers).Distinct(StringComparer.Ordinal);
}

/// <summary>A component in one file, and its step there.</summary>
public sealed record Occurrence(Component Component, Upgrade Upgrade)
{
    /// <summary>Releases that lie between, newest first: their changes come with it.</summary>
    public IReadOnlyList<Upgrade> Between { get; init; } = [];

    /// <summary>How its lock file follows; null: there is none.</summary>
    public LockOutcome.Possible? Lock { get; init; }
}

/// <summary>One component's step, in each of its occurrences.</summary>
public sealed record PlannedStep(IReadOnlyList<Occurrence> Occurrences, Terms Terms, IReadOnlyList<KnownVulnerability> Vulnerabilities)
{
    public Component Component => Occurrences[0].Component;

    public Upgrade Upgrade => Occurrences[0].Upgrade;
}
