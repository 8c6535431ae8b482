using Slipway.DependencyUpdates.Configuration.Reading;
using Slipway.DependencyUpdates.Managers.Patterns;
using Slipway.DependencyUpdates.Policy;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Configuration.Foreign;

/// <summary>One of <c>packageRules</c>.</summary>
static class RenovateRule
{
    /// <returns>Null where it matches by something that is not read: then it must match nothing, rather than everything.</returns>
    public static UpdateRule? Read(RenovateObject rule)
    {
        IReadOnlyList<string> names = [.. rule.Texts("matchPackageNames") ?? [], .. rule.Texts("matchDepNames") ?? [], .. (rule.Texts("matchPackagePrefixes") ?? []).Select(prefix => prefix + "*")];
        if (names.Any(name => name.StartsWith('/') || name.StartsWith('!')) || rule.Texts("matchPackagePatterns") is not null || rule.Texts("excludePackageNames") is not null || rule.Texts("matchCurrentVersion") is not null)
        {
            rule.Warn("matchPackageNames", "This rule matches by a pattern or an exclusion, which is not read: the whole rule is left out.", "Write it in slipway-deps.yml with names: and globs.");
            return null;
        }

        var (managers, datasources, types) = (rule.Texts("matchManagers"), rule.Texts("matchDatasources"), rule.Texts("matchUpdateTypes"));
        var levels = (types ?? []).Select(Level).OfType<UpgradeLevel>().ToList();
        IReadOnlyList<string> ours = [.. (managers ?? []).SelectMany(RenovateNames.Managers).Distinct(StringComparer.Ordinal)];
        IReadOnlyList<string> sources = [.. (datasources ?? []).Select(RenovateNames.Datasource).OfType<string>()];
        // What names only managers, sources or steps that Slipway has not, matches nothing.
        if ((managers is not null && ours.Count == 0) || (datasources is not null && sources.Count == 0) || (types is not null && levels.Count == 0)) return null;
        var made = new UpdateRule(new([.. names.Select(name => new NameGlob(name))], ours, sources, [.. (rule.Texts("matchFileNames") ?? rule.Texts("matchPaths") ?? []).Select(text => new PathGlob(text))], levels))
        {
            Ignore = rule.Boolean("enabled") == false ? rule.Texts("description") is { } why ? string.Join(' ', why) : "enabled: false in renovate.json" : null,
            Group = rule.Text("groupName"), Automerge = rule.Boolean("automerge"), Cooldown = RenovateNames.Age(rule.Text("minimumReleaseAge")),
            Allowed = Allowed(rule), Labels = rule.Texts("labels") ?? rule.Texts("addLabels") ?? [], Reviewers = rule.Texts("reviewers") ?? [],
            SeparateMajor = rule.Boolean("separateMajorMinor"), Scheme = RenovateNames.Scheme(rule.Text("versioning")), Prereleases = rule.Boolean("ignoreUnstable") == false ? true : null,
            TagPattern = ExtractVersion(rule.Text("extractVersion")),
        };
        rule.Done("description", "groupSlug", "addLabels");
        return made;
    }

    static string? Allowed(RenovateObject rule)
    {
        if (rule.Text("allowedVersions") is not { } text) return null;
        if (!text.StartsWith('/') && !text.StartsWith('!')) return text;
        rule.Warn("allowedVersions", "A pattern of allowed versions is not read.", "Write a range.");
        return null;
    }

    static UpgradeLevel? Level(string type) => type switch { "major" => UpgradeLevel.Major, "minor" => UpgradeLevel.Minor, "patch" => UpgradeLevel.Patch, _ => null };

    public static string? ExtractVersion(string? text) => text is not null && PatternWatch.Compile(text, out _) is { } regex && regex.GetGroupNames().Contains("version") ? text : null;
}
