using System.Text.Json;
using Slipway.DependencyUpdates.Configuration.Reading;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Managers.Patterns;
using Slipway.DependencyUpdates.Policy;
using Slipway.DependencyUpdates.Syntax;
using Slipway.DependencyUpdates.Syntax.Json;

namespace Slipway.DependencyUpdates.Configuration.Foreign;

/// <summary>The common part of <c>renovate.json</c>. What is not carried out is told as a warning, each key once; presets are not fetched.</summary>
static class RenovateJson
{
    static readonly string[] s_quiet = ["$schema", "description", "dependencyDashboard", "platform", "semanticCommits", "rangeStrategy", "timezone", "configMigration", "onboarding", "repositories", "gitAuthor"];

    public static SettingsResult Read(SourceFile file)
    {
        var faults = new SettingsFaults(file);
        try
        {
            var json = JsonTree.Read(file);
            if (json.Kind == JsonValueKind.Object) return new(Top(new(json, faults)) is var settings && faults.All.Count == 0 ? settings : null, faults.All, faults.Warnings);
            faults.Add(-1, "deps.wrong-value", "The file is no object.", "Write {}.");
        }
        catch (UnreadableException wrong)
        {
            faults.Add(wrong.Start, "deps.unreadable", wrong.Message, wrong.Remedy);
        }

        return new(null, faults.All, faults.Warnings);
    }

    static DependencySettings Top(RenovateObject top)
    {
        var settings = DependencySettings.Default;
        var off = top.Texts("enabledManagers") is { } on ? Managers.ManagerSet.Names.Except(on.SelectMany(RenovateNames.Managers).Append("pattern")).ToHashSet(StringComparer.Ordinal) : [];
        var rules = top.Texts("ignoreDeps") is { } ignored ? [new UpdateRule(RuleMatch.All with { Names = [.. ignored.Select(name => new NameGlob(name))] }) { Ignore = "ignoreDeps of renovate.json" }] : new List<UpdateRule>();
        rules.AddRange(top.Objects("packageRules").Select(RenovateRule.Read).OfType<UpdateRule>());
        var made = new DependencySettings
        {
            Source = top.File.Path, OffManagers = off, Rules = rules,
            Exclude = [.. (top.Texts("ignorePaths") ?? []).Select(text => new PathGlob(text))],
            Branches = [.. (top.Texts("baseBranches") ?? top.Texts("baseBranchPatterns") ?? []).Select(text => new NameGlob(text.Trim('/')))],
            Cooldown = RenovateNames.Age(top.Text("minimumReleaseAge")) ?? settings.Cooldown,
            OpenLimit = top.Number("prConcurrentLimit") is > 0 and var limit ? Math.Min(limit, 1000) : settings.OpenLimit,
            SeparateMajor = top.Boolean("separateMajorMinor") ?? true,
            Labels = top.Texts("labels") ?? settings.Labels,
            Reviewers = top.Texts("reviewers") ?? [],
            Patterns = [.. top.Objects("customManagers").Concat(top.Objects("regexManagers")).SelectMany(RenovatePattern.Read)],
        };
        if (top.Boolean("automerge") == true) made = made with { Rules = [new UpdateRule(RuleMatch.All) { Automerge = true }, .. made.Rules] };
        if (top.Texts("extends") is { } presets) top.Warn("extends", $"The presets {string.Join(", ", presets)} are not read: they lie on another host.", "Write what you need of them here, or in slipway-deps.yml.");
        top.Done(s_quiet);
        return made;
    }
}
