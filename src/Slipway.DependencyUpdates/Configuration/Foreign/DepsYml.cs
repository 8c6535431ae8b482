using System.Text.RegularExpressions;
using Slipway.DependencyUpdates.Configuration.Reading;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Managers.Patterns;
using Slipway.DependencyUpdates.Policy;
using Slipway.DependencyUpdates.Syntax;
using Slipway.DependencyUpdates.Syntax.Yaml;

namespace Slipway.DependencyUpdates.Configuration.Foreign;

/// <summary>
/// <c>deps.yml</c> of dependencies.io, version 3. Its <c>git</c> components become patterns; its others name managers, which are on anyway.
/// What it does wrongly is not taken over: there is no downgrade, and a pattern that finds nothing is told.
/// </summary>
static class DepsYml
{
    public static SettingsResult Read(SourceFile file)
    {
        var faults = new SettingsFaults(file);
        try
        {
            if (YamlReader.Read(file, tolerant: true) is YamlMap top) return Top(top, faults);
            faults.Add(-1, "deps.wrong-value", "The file is no map.", "Write version: 3 and dependencies:.");
        }
        catch (UnreadableException wrong)
        {
            faults.Add(wrong.Start, "deps.unreadable", wrong.Message, wrong.Remedy);
        }

        return new(null, faults.All, faults.Warnings);
    }

    static SettingsResult Top(YamlMap top, SettingsFaults faults)
    {
        if (top.Scalar("version") is not { Text: "3" }) faults.Add(top.Scalar("version")?.Start ?? top.Start, "deps.wrong-value", "Only version 3 of deps.yml is read.", "Write slipway-deps.yml instead: docs/dependency-updates.md.");
        var patterns = new List<PatternWatch>();
        var labels = new List<string>();
        foreach (var dependency in (top["dependencies"] as YamlList)?.Items.OfType<YamlMap>() ?? [])
        {
            IEnumerable<YamlMap?> settings = [dependency.Map("settings"), dependency.Map("manifest_updates")?.Map("settings"), .. ((dependency.Map("manifest_updates")?["filters"] as YamlList)?.Items ?? []).OfType<YamlMap>().Select(filter => filter.Map("settings"))];
            foreach (var map in settings.OfType<YamlMap>())
            {
                labels.AddRange(((map["gitlab_labels"] ?? map["github_labels"]) as YamlList)?.Items.OfType<YamlScalar>().Select(label => label.Text) ?? []);
                foreach (var (remote, value) in map.Map("remotes")?.Entries ?? []) patterns.AddRange(Remote(remote, value, faults));
                if (map["commit_message_template"] is { } template) faults.Warn(template.Start, "deps.not-carried-out", "commit_message_template is not carried out.", "Slipway writes its own messages.");
            }

            foreach (var (key, _) in dependency.Entries.Where(entry => entry.Key.Text is "env"))
                faults.Warn(key.Start, "deps.not-carried-out", $"\"{key.Text}\" is not carried out: Slipway runs no components.", "Take it out once deps is gone.");
        }

        var made = new DependencySettings { Source = faults.File.Path, Patterns = patterns, Labels = labels.Count > 0 ? [.. labels.Distinct(StringComparer.Ordinal)] : DependencySettings.Default.Labels };
        return new(faults.All.Count == 0 ? made : null, faults.All, faults.Warnings);
    }

    static IEnumerable<PatternWatch> Remote(YamlScalar remote, YamlNode value, SettingsFaults faults)
    {
        foreach (var replace in ((value as YamlMap)?["replace_in_files"] as YamlList)?.Items.OfType<YamlMap>() ?? [])
        {
            if (replace.Scalar("filename") is not { } file || replace.Scalar("pattern") is not { } pattern)
            {
                faults.Add(replace.Start, "deps.missing-key", $"{remote.Text}: filename or pattern is missing.", "Write both.");
                continue;
            }

            // Its pattern has one group, which is the version; here that group has a name.
            var open = FirstGroup(pattern.Text);
            var named = open < 0 ? pattern.Text : pattern.Text[..(open + 1)] + "?<version>" + pattern.Text[(open + 1)..];
            if (open < 0 || PatternWatch.Compile(named, out _) is not { } regex)
            {
                faults.Add(pattern.Start, "deps.wrong-value", $"{remote.Text}: the pattern cannot be used.", "Write a regular expression with one group, without looking around.");
                continue;
            }

            var filter = replace.Map("tag_filter");
            yield return new([new PathGlob("/" + file.Text)], regex, NameOf(remote.Text), new(DatasourceNames.GitTags, remote.Text))
            {
                Source = faults.PlaceOf(replace.Start), Allowed = replace.Scalar("range")?.Text,
                TagPattern = TagPattern(filter?.Scalar("matching")?.Text, filter?.Scalar("sort_as")?.Text ?? filter?.Scalar("output_as")?.Text, replace.Scalar("tag_prefix")?.Text),
            };
        }
    }

    /// <summary>
    /// <c>matching: 'OpenSSL_(\d+)_(\d+)_(\d+)'</c> with <c>sort_as: '$1.$2.$3'</c>: groups by number become major, minor and patch, and a single
    /// one the version.
    /// </summary>
    static string? TagPattern(string? matching, string? order, string? prefix)
    {
        if (matching is null) return prefix is null ? null : $"^{Regex.Escape(prefix)}(?<version>.+)$";
        string[] names = order is null || !order.Contains("$2", StringComparison.Ordinal) ? ["version"] : ["major", "minor", "patch", "revision"];
        var text = matching;
        var at = 0;
        foreach (var name in names)
        {
            var open = FirstGroup(text, at);
            if (open < 0) break;
            text = text[..(open + 1)] + $"?<{name}>" + text[(open + 1)..];
            at = open + name.Length + 4;
        }

        return at == 0 ? null : text;
    }

    static int FirstGroup(string pattern, int from = 0)
    {
        for (var at = from; at < pattern.Length; at++)
        {
            if (pattern[at] == '\\') at++;
            else if (pattern[at] == '(' && (at + 1 >= pattern.Length || pattern[at + 1] != '?')) return at;
        }

        return -1;
    }

    static string NameOf(string remote)
    {
        var name = remote.TrimEnd('/')[(remote.TrimEnd('/').LastIndexOfAny(['/', ':']) + 1)..];
        return name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name;
    }
}
