using Slipway.DependencyUpdates.Managers;
using Slipway.DependencyUpdates.Managers.Patterns;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Policy;

/// <summary>Which components, and which steps, a rule is for. What is empty matches all.</summary>
/// <param name="Names">Globs of names, in which <c>/</c> is a character like others.</param>
public sealed record RuleMatch(IReadOnlyList<NameGlob> Names, IReadOnlyList<string> Managers, IReadOnlyList<string> Datasources, IReadOnlyList<PathGlob> Files, IReadOnlyList<UpgradeLevel> Levels)
{
    public static RuleMatch All { get; } = new([], [], [], [], []);

    /// <param name="level">Null: before there is a step; a rule for levels does not match then.</param>
    public bool Matches(Component component, UpgradeLevel? level) =>
        (Names.Count == 0 || Names.Any(name => name.Matches(component.Name) || (component.Query is { } query && name.Matches(query.Package))))
        && (Managers.Count == 0 || Managers.Contains(component.Manager))
        && (Datasources.Count == 0 || (component.Query is { } source && Datasources.Contains(source.Datasource)))
        && (Files.Count == 0 || Files.Any(file => file.Matches(component.At.File)))
        && (Levels.Count == 0 || (level is { } step && Levels.Contains(step)));
}

/// <summary><c>*</c> stands for any characters.</summary>
public sealed record NameGlob(string Text)
{
    public bool Matches(string name)
    {
        var parts = Text.Split('*');
        if (parts.Length == 1) return Text == name;
        if (name.Length < parts[0].Length + parts[^1].Length || !name.StartsWith(parts[0], StringComparison.Ordinal) || !name.EndsWith(parts[^1], StringComparison.Ordinal)) return false;
        var at = parts[0].Length;
        var end = name.Length - parts[^1].Length;
        foreach (var part in parts[1..^1])
        {
            var found = name.AsSpan(at, end - at).IndexOf(part, StringComparison.Ordinal);
            if (found < 0) return false;
            at += found + part.Length;
        }

        return true;
    }
}

/// <summary>What a rule says of what it matches. Of several that match and say something, the last one counts.</summary>
public sealed record UpdateRule(RuleMatch Match)
{
    /// <summary>No updates, and why.</summary>
    public string? Ignore { get; init; }

    public string? Group { get; init; }

    public TimeSpan? Cooldown { get; init; }

    public UpdateSchedule? Schedule { get; init; }

    public bool? Automerge { get; init; }

    public bool? SeparateMajor { get; init; }

    public bool? Prereleases { get; init; }

    public bool? OddMinorsAreUnstable { get; init; }

    public string? Allowed { get; init; }

    /// <summary>A regular expression of upstream's spellings that count; of Renovate.</summary>
    public string? TagPattern { get; init; }

    public string? Scheme { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];

    public IReadOnlyList<string> Reviewers { get; init; } = [];
}
