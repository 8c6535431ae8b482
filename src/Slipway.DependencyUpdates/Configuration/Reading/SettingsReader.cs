using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Managers;
using Slipway.DependencyUpdates.Managers.Patterns;
using Slipway.DependencyUpdates.Policy;
using Slipway.DependencyUpdates.Syntax;
using Slipway.DependencyUpdates.Syntax.Yaml;

namespace Slipway.DependencyUpdates.Configuration.Reading;

/// <summary><c>slipway-deps.yml</c> to settings; slipway-deps.schema.json says the same for editors.</summary>
static class SettingsReader
{
    /// <param name="open">Other files of the project: keys. Null: there are none.</param>
    public static SettingsResult Read(SourceFile file, Func<string, SourceFile?>? open = null)
    {
        var faults = new SettingsFaults(file) { Open = open ?? (static _ => null) };
        DependencySettings? settings = null;
        try
        {
            var node = YamlReader.Read(file, tolerant: false);
            if (node is YamlMap map) settings = Top(new Block(map, file.Path, faults), faults);
            else if (node is null or YamlScalar { IsNothing: true }) settings = new() { Source = file.Path };
            else faults.Add(node.Start, "deps.wrong-value", "The file is no map.", "Write keys and values, as in docs/dependency-updates.md.");
        }
        catch (UnreadableException wrong)
        {
            faults.Add(wrong.Start, "deps.unreadable", wrong.Message, wrong.Remedy);
        }

        return new(faults.All.Count == 0 ? settings : null, faults.All, faults.Warnings);
    }

    static DependencySettings Top(Block top, SettingsFaults faults)
    {
        var version = top.Integer("version", 1, 1);
        if (version is null && top.Take("version") is null) top.Missing("version", "Write version: 1.");
        var settings = DependencySettings.Default;
        var made = new DependencySettings
        {
            Source = faults.File.Path,
            Branches = [.. (top.Texts("branches") ?? []).Select(text => new NameGlob(text))],
            Exclude = [.. (top.Texts("exclude") ?? []).Select(text => new PathGlob(text))],
            OffManagers = top.Choices("disable-managers", ManagerSet.Names).ToHashSet(StringComparer.Ordinal),
            Registries = WatchReader.Registries(top, faults),
            Cooldown = top.Duration("cooldown") ?? settings.Cooldown,
            Schedule = RuleReader.Schedule(top),
            OpenLimit = top.Integer("open-limit", 1, 1000) ?? settings.OpenLimit,
            SeparateMajor = top.Boolean("separate-major") ?? settings.SeparateMajor,
            Labels = top.Texts("labels") ?? settings.Labels,
            Reviewers = top.Texts("reviewers") ?? [],
            Rules = [.. top.Maps("rules").Select(block => RuleReader.Read(block))],
            Components = [.. WatchReader.Components(top, faults)],
            Patterns = [.. top.Maps("patterns").Select(block => WatchReader.Pattern(block, faults)).OfType<PatternWatch>()],
            Held = [.. top.Maps("held").Select(RuleReader.Held).OfType<HeldVersion>()],
            Osv = top.Text("osv"),
            Security = WatchReader.Security(top),
            RepositoryKeys = KeyReader.Repositories(top, faults),
        };
        top.Done();
        return made;
    }
}
