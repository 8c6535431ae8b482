using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Managers.Patterns;

namespace Slipway.DependencyUpdates.Configuration.Foreign;

/// <summary>One of <c>customManagers</c> with <c>customType: regex</c>: its patterns, with Renovate's names of groups.</summary>
static class RenovatePattern
{
    public static IEnumerable<PatternWatch> Read(RenovateObject manager)
    {
        var type = manager.Text("customType");
        var files = manager.Texts("managerFilePatterns") ?? manager.Texts("fileMatch") ?? [];
        var strings = manager.Texts("matchStrings") ?? [];
        var datasource = manager.Text("datasourceTemplate");
        var (name, package, registry, version, extract) = (manager.Text("depNameTemplate"), manager.Text("packageNameTemplate"), manager.Text("registryUrlTemplate"), manager.Text("versioningTemplate"), manager.Text("extractVersionTemplate"));
        manager.Done();
        if (type is not (null or "regex"))
        {
            manager.Warn("customType", $"A manager of the type {type} is not read.", "Write a pattern in slipway-deps.yml.");
            yield break;
        }

        if (datasource is not null && RenovateNames.Datasource(datasource) is null)
        {
            manager.Warn("datasourceTemplate", $"The datasource {datasource} is not read.", "Write a pattern in slipway-deps.yml.");
            yield break;
        }

        foreach (var text in strings)
        {
            if (PatternWatch.Compile(text, out var why) is not { } regex)
            {
                manager.Faults.Add(manager.Start, "deps.wrong-value", $"The pattern {text} cannot be used: {why}.", "Write it without looking around and without back references.");
                continue;
            }

            yield return new([.. files.Select(Glob)], regex, name, datasource is null ? null : new DatasourceQuery(RenovateNames.Datasource(datasource)!, package ?? name ?? "", registry))
            {
                Scheme = RenovateNames.Scheme(version), TagPattern = RenovateRule.ExtractVersion(extract), Source = manager.Faults.PlaceOf(manager.Start),
            };
        }
    }

    /// <summary>Globs as they are; of regular expressions those that are a name with dots escaped.</summary>
    static PathGlob Glob(string pattern)
    {
        var text = pattern.Trim('/');
        if (text.StartsWith('^') || text.Contains('\\', StringComparison.Ordinal) || text.EndsWith('$'))
        {
            var anchored = text.StartsWith('^');
            text = text.TrimStart('^').TrimEnd('$').Replace(@"\.", ".", StringComparison.Ordinal).Replace(@"\/", "/", StringComparison.Ordinal).Replace(".*", "*", StringComparison.Ordinal).Replace(".+", "*", StringComparison.Ordinal);
            text = text.Replace("(^|/)", "**/", StringComparison.Ordinal).Replace("(?:^|/)", "**/", StringComparison.Ordinal);
            if (!anchored && !text.StartsWith("**/", StringComparison.Ordinal)) text = "**/*" + text;
            else if (anchored) text = "/" + text;
        }

        return new(text);
    }
}
