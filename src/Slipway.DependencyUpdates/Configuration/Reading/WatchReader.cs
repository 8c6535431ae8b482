using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Managers;
using Slipway.DependencyUpdates.Managers.Patterns;
using Slipway.DependencyUpdates.Policy;
using Slipway.DependencyUpdates.Syntax.Yaml;

namespace Slipway.DependencyUpdates.Configuration.Reading;

/// <summary>What is watched, and where.</summary>
static class WatchReader
{
    public static IReadOnlyList<string> Datasources { get; } =
    [
        DatasourceNames.GitTags, DatasourceNames.GitRefs, DatasourceNames.Listing, DatasourceNames.GitHubReleases, DatasourceNames.GitHubTags, DatasourceNames.GitLabReleases, DatasourceNames.GitLabTags,
        DatasourceNames.NuGet, DatasourceNames.Npm, DatasourceNames.PyPi, DatasourceNames.RubyGems, DatasourceNames.Debian, DatasourceNames.Rpm, DatasourceNames.Oci, DatasourceNames.Go, DatasourceNames.Crates, DatasourceNames.Maven,
    ];

    public static IReadOnlyDictionary<string, string> Registries(Block top, SettingsFaults faults)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, start, value) in top.Named("registries"))
        {
            if (!Datasources.Contains(name)) faults.Add(start, "deps.wrong-value", $"registries: \"{name}\" is no datasource.", Suggestion.For(name, Datasources));
            else if (value is not YamlScalar { Text.Length: > 0 } url || !Uri.TryCreate(url.Text, UriKind.Absolute, out _)) faults.Add(value.Start, "deps.wrong-value", $"registries: \"{name}\" has no address.", "Write https://host/path.");
            else found[name] = url.Text;
        }

        return found;
    }

    public static IEnumerable<WatchSetting> Components(Block top, SettingsFaults faults)
    {
        foreach (var (name, start, value) in top.Named("components"))
        {
            if (value is not YamlMap map)
            {
                faults.Add(start, "deps.wrong-value", $"components: \"{name}\" is no map.", "Write datasource: and package: below it, or unwatched: with the reason.");
                continue;
            }

            var block = new Block(map, "components", faults);
            var setting = new WatchSetting(new(name), block.Choices("manager", ManagerSet.Names) is [var one, ..] ? one : null)
            {
                Unwatched = block.Text("unwatched"), Query = Query(block, name), Scheme = block.Text("scheme"), TagPattern = RuleReader.Expression(block, "tag-pattern"),
                Allowed = block.Text("allowed"), Archive = Archive(block, "archive"), Bundle = Archive(block, "bundle"), Keys = KeyReader.Of(block, "signed-by", faults),
            };
            block.Done();
            yield return setting;
        }
    }

    public static PatternWatch? Pattern(Block block, SettingsFaults faults)
    {
        var files = block.Texts("files");
        var expression = RuleReader.Expression(block, "pattern");
        var query = Query(block, "");
        var (name, scheme, tags, allowed, archive) = (block.Text("name"), block.Text("scheme"), RuleReader.Expression(block, "tag-pattern"), block.Text("allowed"), Archive(block, "archive"));
        if (files is null) block.Missing("files", "Write globs of paths.");
        if (block.Take("pattern") is null) block.Missing("pattern", "Write a regular expression with a group (?<version>...).");
        block.Done();
        if (files is null || expression is null || PatternWatch.Compile(expression, out _) is not { } regex) return null;
        if (!regex.GetGroupNames().Contains("version")) block.Wrong("pattern", "has no group called version", "Write (?<version>...) around the version.");
        return new([.. files.Select(text => new PathGlob(text))], regex, name, query) { Scheme = scheme, TagPattern = tags, Allowed = allowed, Archive = archive, Source = faults.PlaceOf(block.Start) };
    }

    public static SecurityProject? Security(Block top)
    {
        if (top.Map("security") is not { } block) return null;
        var (remote, forge, server) = (block.Text("remote"), block.Choices("forge", ["slipway", "gitlab", "github"]) is [var one, ..] ? one : null, block.Text("forge-url"));
        block.Done();
        if (remote is null) block.Missing("remote", "Write the private project's address.");
        else if (remote.Contains('@', StringComparison.Ordinal) && Uri.TryCreate(remote, UriKind.Absolute, out var url) && url.UserInfo.Contains(':', StringComparison.Ordinal))
            block.Wrong("remote", "holds a password", "Give the token in SLIPWAY_SECURITY_TOKEN.");
        return remote is null ? null : new(remote, forge, server);
    }

    static string? Archive(Block block, string key)
    {
        if (block.Text(key) is not { } text) return null;
        if (text.Contains("{version}", StringComparison.Ordinal)) return text;
        block.Wrong(key, "does not hold the version", "Write {version} where it is.");
        return null;
    }

    static DatasourceQuery? Query(Block block, string name)
    {
        var datasource = block.Choices("datasource", Datasources) is [var one, ..] ? one : null;
        var (package, registry, listing) = (block.Text("package"), block.Text("registry"), RuleReader.Expression(block, "listing-pattern"));
        var (suite, component, architecture) = (block.Text("suite"), block.Text("component"), block.Text("architecture"));
        if (datasource is null)
        {
            if (package is not null) block.Missing("datasource", Suggestion.For("", Datasources));
            return null;
        }

        return new(datasource, package ?? name, registry) { Pattern = listing, Suite = suite, Component = component, Architecture = architecture };
    }
}
