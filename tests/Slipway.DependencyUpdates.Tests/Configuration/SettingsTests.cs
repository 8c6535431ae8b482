using System.Text.Json;
using Slipway.DependencyUpdates.Configuration;
using Slipway.DependencyUpdates.Tests.Managers;

namespace Slipway.DependencyUpdates.Tests.Configuration;

public sealed class SettingsTests
{
    /// <summary>Every key there is.</summary>
    const string Everything = """
        version: 1
        branches: [main, "*-stable"]
        exclude: [docs/]
        disable-managers: maven
        registries: {npm: "https://npm.example/"}
        cooldown: 5 days
        schedule: {days: [monday, friday], from: 22, to: 6, timezone: Europe/Berlin}
        open-limit: 4
        separate-major: false
        labels: [deps]
        reviewers: [ann, bob]
        rules:
          - match: {names: "lib*", managers: [omnibus], datasources: git-tags, files: "config/**", levels: [major, minor]}
            ignore: not now
            group: libraries
            cooldown: 0
            schedule: {from: 1, to: 2}
            automerge: true
            separate-major: true
            prereleases: false
            odd-minors-are-unstable: true
            allowed: "<2"
            tag-pattern: "^v(?<version>.*)$"
            scheme: semver
            labels: libs
            reviewers: cleo
        components:
          ruby:
            manager: version-file
            unwatched: it is built by somebody else
            datasource: debian
            package: ruby
            registry: https://deb.example/
            listing-pattern: "x(?<version>.*)"
            suite: stable
            component: main
            architecture: amd64
            scheme: debian
            tag-pattern: "(?<version>.*)"
            allowed: "< 3"
            archive: https://h.example/ruby-{version}.tgz
            bundle: https://h.example/b-{version}.tgz
        patterns:
          - files: "*.env"
            pattern: "TOOL=(?<version>.*)"
            name: tool
            datasource: debian
            package: tool
            registry: https://deb.example/
            listing-pattern: "x(?<version>.*)"
            suite: stable
            component: main
            architecture: amd64
            scheme: semver
            tag-pattern: "(?<version>.*)"
            allowed: "<2"
            archive: https://h.example/tool-{version}.tgz
        held:
          - {name: curl, versions: ["8.1"], reason: it leaks, commit: abc}
        osv: advisories/
        """;

    static SettingsResult Read(string text, string name = "slipway-deps.yml") => SettingsFiles.Read(Tests.Managers.Read.Project((name, text)));

    [Fact]
    public void Every_key_is_read()
    {
        var read = Read(Everything);
        read.Faults.ShouldBeEmpty();
        var settings = read.Settings.ShouldNotBeNull();
        settings.Cooldown.ShouldBe(TimeSpan.FromDays(5));
        settings.OpenLimit.ShouldBe(4);
        settings.Rules.ShouldHaveSingleItem().Group.ShouldBe("libraries");
        settings.Components.ShouldHaveSingleItem().Query!.Suite.ShouldBe("stable");
        settings.Held.ShouldHaveSingleItem().Reason.ShouldBe("it leaks");
        settings.Patterns.ShouldHaveSingleItem().Archive.ShouldBe("https://h.example/tool-{version}.tgz");
    }

    [Theory]
    [InlineData("", "", "zzzzzzzzzzzzzzzzzz: 1\n")]
    [InlineData("schedule", "", "schedule: {zzzzzzzzzzzzzzzzzz: 1}\n")]
    [InlineData("rule", "", "rules: [{zzzzzzzzzzzzzzzzzz: 1}]\n")]
    [InlineData("match", "", "rules: [{match: {zzzzzzzzzzzzzzzzzz: 1}}]\n")]
    [InlineData("component", "", "components: {a: {zzzzzzzzzzzzzzzzzz: 1}}\n")]
    [InlineData("pattern", "", "patterns: [{files: a, pattern: \"(?<version>a)\", zzzzzzzzzzzzzzzzzz: 1}]\n")]
    [InlineData("security", "", "security: {remote: a, zzzzzzzzzzzzzzzzzz: 1}\n")]
    [InlineData("held", "", "held: [{name: a, reason: b, zzzzzzzzzzzzzzzzzz: 1}]\n")]
    public void The_schema_and_the_reader_know_the_same_keys(string definition, string none, string text)
    {
        // A key that is like no other is answered with all that there are.
        var remedy = Read("version: 1\n" + text).Faults.ShouldHaveSingleItem().Remedy;
        var known = remedy["There are: ".Length..^1].Split(", ");
        using var schema = JsonDocument.Parse(SettingsSchema.Text);
        var place = definition.Length == 0 ? schema.RootElement : schema.RootElement.GetProperty("$defs").GetProperty(definition);
        known.ShouldBe(place.GetProperty("properties").EnumerateObject().Select(property => property.Name), ignoreOrder: true);
        place.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();
        none.ShouldBeEmpty();
    }

    [Fact]
    public void The_schema_names_the_managers_and_datasources_that_there_are()
    {
        using var schema = JsonDocument.Parse(SettingsSchema.Text);
        var definitions = schema.RootElement.GetProperty("$defs");
        Words(definitions.GetProperty("component").GetProperty("properties").GetProperty("manager")).ShouldBe(DependencyUpdates.Managers.ManagerSet.Names, ignoreOrder: true);
        Words(definitions.GetProperty("component").GetProperty("properties").GetProperty("datasource")).ShouldBe(DependencyUpdates.Configuration.Reading.WatchReader.Datasources, ignoreOrder: true);
        DependencyUpdates.Configuration.Reading.WatchReader.Datasources.ShouldBe(typeof(DependencyUpdates.Datasources.DatasourceNames).GetFields().Select(field => (string)field.GetValue(null)!), ignoreOrder: true);

        static IEnumerable<string> Words(JsonElement element) => element.GetProperty("enum").EnumerateArray().Select(word => word.GetString()!);
    }

    [Theory]
    [InlineData("version: 1\ncoldown: 3 days\n", 2, "Did you mean \"cooldown\"?")]
    [InlineData("version: 1\ncooldown: soon\n", 2, "example")]
    [InlineData("version: 1\nopen-limit: 0\n", 2, "example")]
    [InlineData("version: 1\nrules:\n  - group: 1\n    automerge: maybe\n", 4, "example")]
    [InlineData("version: 1\ncomponents:\n  a: {datasource: git-tag}\n", 3, "Did you mean \"git-tags\"?")]
    [InlineData("version: 1\npatterns:\n  - {files: a, pattern: \"(?=x)(?<version>a)\"}\n", 3, "without looking around")]
    [InlineData("version: 1\npatterns:\n  - {files: a, pattern: \"(a)\"}\n", 3, "(?<version>...)")]
    [InlineData("version: 1\nheld:\n  - {name: a}\n", 3, "Write why")]
    [InlineData("version: 1\nschedule: {timezone: Europe/Nowhere}\n", 2, "Europe/Berlin")]
    [InlineData("cooldown: 0\n", 1, "Write version: 1.")]
    [InlineData("version: 1\ncooldown: 0\ncooldown: 1 day\n", 3, "Take one out.")]
    [InlineData("version: 1\nsecurity: {forge: gitlab}\n", 2, "private project")]
    [InlineData("version: 1\nsecurity:\n  remote: https://a:b@git.example/x/y.git\n", 3, "SLIPWAY_SECURITY_TOKEN")]
    [InlineData("version: 1\nrepository-keys: {https://deb.example/debian: keys/gone.asc}\n", 2, "one in each file")]
    [InlineData("version: 1\ncomponents:\n  a: {signed-by: keys/gone.asc}\n", 3, "one in each file")]
    [InlineData("version: 2\n", 1, "example")]
    [InlineData("version: 1\narchive: [\n", 3, "indentation")]
    public void A_fault_has_its_line_and_what_to_write_instead(string text, int line, string remedy)
    {
        var read = Read(text);
        read.Settings.ShouldBeNull();
        var fault = read.Faults.ShouldHaveSingleItem();
        fault.Line.ShouldBe(line);
        fault.Remedy.ShouldContain(remedy);
    }

    [Fact]
    public void Without_a_file_there_are_settings_all_the_same()
    {
        var read = SettingsFiles.Read(Tests.Managers.Read.Project(("README.md", "x")));
        read.Settings.ShouldBe(DependencySettings.Default);
        read.Settings!.Cooldown.ShouldBe(TimeSpan.FromDays(3));
    }

    [Fact]
    public void A_deps_yml_of_dependencies_io_becomes_patterns_and_two_files_of_one_remote_do_not_overwrite_each_other()
    {
        var read = Read("""
            version: 3
            dependencies:
            - type: git
              settings: {gitlab_labels: [dependencies.io, maintenance]}
              manifest_updates:
                settings:
                  remotes:
                    https://git.example/consul.git:
                      replace_in_files:
                      - filename: config/software/consul.rb
                        pattern: "Version.new\\('consul', '(\\S+)'"
                        range: "< 1.19"
                      - filename: minor.txt
                        pattern: "MINOR = (\\S+)"
                        tag_filter: {matching: 'v(\d+)\.(\d+)\.\d+', sort_as: '$1.$2'}
            """, "deps.yml");
        read.Faults.ShouldBeEmpty();
        read.Settings!.Labels.ShouldBe(["dependencies.io", "maintenance"]);
        read.Settings.Patterns.Count.ShouldBe(2);
        read.Settings.Patterns[0].Allowed.ShouldBe("< 1.19");
        read.Settings.Patterns[1].TagPattern.ShouldBe(@"v(?<major>\d+)\.(?<minor>\d+)\.\d+");
        var found = Tests.Managers.Read.With(read.Settings.Patterns, ("config/software/consul.rb", "version = Gitlab::Version.new('consul', 'v1.18.2')"), ("minor.txt", "MINOR = 1.18"), ("sub/minor.txt", "MINOR = 9"));
        found.Components.Where(component => component.Manager == "pattern").Select(Tests.Managers.Read.Line).ShouldBe(["consul v1.18.2 -> git-tags https://git.example/consul.git", "consul 1.18 -> git-tags https://git.example/consul.git"]);
    }

    [Fact]
    public void The_common_part_of_renovate_json_is_read_and_the_rest_is_told()
    {
        var read = Read("""
            {
              // a comment
              "extends": ["config:recommended"],
              "labels": ["deps"], "prConcurrentLimit": 5, "minimumReleaseAge": "7 days", "enabledManagers": ["npm", "custom.regex"], "ignoreDeps": ["left-pad"],
              "packageRules": [
                { "matchPackageNames": ["eslint*"], "matchUpdateTypes": ["minor", "patch"], "groupName": "lint", "automerge": true },
                { "matchPackageNames": ["/^x/"], "enabled": false },
                { "matchManagers": ["composer"], "enabled": false },
                { "matchDepNames": ["redis"], "allowedVersions": "<7.3" }
              ],
              "customManagers": [{ "customType": "regex", "managerFilePatterns": ["/^tools\\.env$/"], "matchStrings": ["TOOL=(?<currentValue>.*)"], "depNameTemplate": "tool", "datasourceTemplate": "git-tags", "packageNameTemplate": "https://git.example/tool.git" }],
              "hostRules": []
            }
            """, "renovate.json");
        read.Faults.ShouldBeEmpty();
        var settings = read.Settings!;
        (settings.OpenLimit, settings.Cooldown).ShouldBe((5, TimeSpan.FromDays(7)));
        settings.OffManagers.ShouldNotContain("npm");
        settings.OffManagers.ShouldContain("nuget");
        settings.Rules.Select(rule => (rule.Group, rule.Ignore is not null, rule.Allowed)).ShouldBe([(null, true, null), ("lint", false, null), (null, false, "<7.3")]);
        read.Warnings.Select(warning => warning.Message[..12]).ShouldBe(["This rule ma", "The presets ", "\"hostRules\" "], ignoreOrder: true);
        Tests.Managers.Read.With(settings.Patterns, ("tools.env", "TOOL=v1.2.3")).Components.Select(Tests.Managers.Read.Line).ShouldBe(["tool v1.2.3 -> git-tags https://git.example/tool.git"]);
    }
}
