using Slipway.DependencyUpdates.Managers;
using Slipway.DependencyUpdates.Managers.Patterns;
using Slipway.DependencyUpdates.Policy;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Configuration.Reading;

/// <summary>Rules, schedules and held versions.</summary>
static class RuleReader
{
    static readonly Dictionary<string, UpgradeLevel> s_levels = new(StringComparer.Ordinal) { ["major"] = UpgradeLevel.Major, ["minor"] = UpgradeLevel.Minor, ["patch"] = UpgradeLevel.Patch };

    static readonly string[] s_days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    public static UpdateRule Read(Block block)
    {
        var rule = new UpdateRule(Match(block))
        {
            Ignore = block.Text("ignore"), Group = block.Text("group"), Cooldown = block.Duration("cooldown"), Schedule = Schedule(block),
            Automerge = block.Boolean("automerge"), SeparateMajor = block.Boolean("separate-major"), Prereleases = block.Boolean("prereleases"),
            OddMinorsAreUnstable = block.Boolean("odd-minors-are-unstable"), Allowed = block.Text("allowed"), TagPattern = Expression(block, "tag-pattern"), Scheme = block.Text("scheme"),
            Labels = block.Texts("labels") ?? [], Reviewers = block.Texts("reviewers") ?? [],
        };
        block.Done();
        return rule;
    }

    static RuleMatch Match(Block rule)
    {
        if (rule.Map("match") is not { } match) return RuleMatch.All;
        var made = new RuleMatch(
            [.. (match.Texts("names") ?? []).Select(text => new NameGlob(text))],
            match.Choices("managers", ManagerSet.Names),
            match.Texts("datasources") ?? [],
            [.. (match.Texts("files") ?? []).Select(text => new PathGlob(text))],
            [.. match.Choices("levels", s_levels.Keys).Select(word => s_levels[word])]);
        match.Done();
        return made;
    }

    public static UpdateSchedule? Schedule(Block from)
    {
        if (from.Map("schedule") is not { } block) return null;
        var days = block.Choices("days", s_days).Select(word => Enum.Parse<DayOfWeek>(word, ignoreCase: true)).ToList();
        var (first, last) = (block.Integer("from", 0, 23) ?? 0, block.Integer("to", 1, 24) ?? 24);
        var zone = TimeZoneInfo.Utc;
        if (block.Text("timezone") is { } name && !TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone!))
        {
            block.Wrong("timezone", $"is \"{name}\", which this machine does not know", "Write a name as in Europe/Berlin, or UTC.");
            zone = TimeZoneInfo.Utc;
        }

        block.Done();
        return new(days, first, last, zone);
    }

    public static HeldVersion? Held(Block block)
    {
        var (name, versions, reason, commit) = (block.Text("name"), block.Texts("versions") ?? [], block.Text("reason"), block.Text("commit"));
        block.Done();
        if (name is null) block.Missing("name", "Write the component's name.");
        if (reason is null) block.Missing("reason", "Write why: it is shown with each later version.");
        return name is null || reason is null ? null : new(new(name), versions, reason, commit);
    }

    /// <summary>A regular expression in linear time; null and told where it is none.</summary>
    public static string? Expression(Block block, string key)
    {
        if (block.Text(key) is not { } text) return null;
        if (PatternWatch.Compile(text, out var why) is not null) return text;
        block.Wrong(key, $"is no pattern: {why}", "Write a regular expression without looking around and without back references.");
        return null;
    }
}
