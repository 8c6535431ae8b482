using Slipway.DependencyUpdates.Configuration;
using Slipway.DependencyUpdates.Managers;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Policy;

/// <summary>What holds for one component, and for one step of it: the settings, with the rules that match laid over in their order.</summary>
public sealed record Terms
{
    public required TimeSpan Cooldown { get; init; }

    public required bool SeparateMajor { get; init; }

    public UpdateSchedule? Schedule { get; init; }

    public string? Ignore { get; init; }

    public string? Group { get; init; }

    public bool Automerge { get; init; }

    public bool? Prereleases { get; init; }

    public bool OddMinorsAreUnstable { get; init; }

    public string? Allowed { get; init; }

    public string? Scheme { get; init; }

    public string? TagPattern { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];

    public IReadOnlyList<string> Reviewers { get; init; } = [];

    /// <param name="level">Null: before a step is known; rules for levels do not count then.</param>
    public static Terms Of(DependencySettings settings, Component component, UpgradeLevel? level)
    {
        var terms = new Terms { Cooldown = settings.Cooldown, SeparateMajor = settings.SeparateMajor, Schedule = settings.Schedule, Labels = settings.Labels, Reviewers = settings.Reviewers };
        return settings.Rules.Where(rule => rule.Match.Matches(component, level)).Aggregate(terms, static (before, rule) => before with
        {
            Cooldown = rule.Cooldown ?? before.Cooldown,
            SeparateMajor = rule.SeparateMajor ?? before.SeparateMajor,
            Schedule = rule.Schedule ?? before.Schedule,
            Ignore = rule.Ignore ?? before.Ignore,
            Group = rule.Group ?? before.Group,
            Automerge = rule.Automerge ?? before.Automerge,
            Prereleases = rule.Prereleases ?? before.Prereleases,
            OddMinorsAreUnstable = rule.OddMinorsAreUnstable ?? before.OddMinorsAreUnstable,
            Allowed = rule.Allowed ?? before.Allowed,
            Scheme = rule.Scheme ?? before.Scheme,
            TagPattern = rule.TagPattern ?? before.TagPattern,
            Labels = [.. before.Labels.Union(rule.Labels, StringComparer.Ordinal)],
            Reviewers = rule.Reviewers.Count > 0 ? rule.Reviewers : before.Reviewers,
        });
    }
}
