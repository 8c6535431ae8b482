using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Managers.Patterns;

namespace Slipway.DependencyUpdates.Tests.Managers;

public sealed class PatternTests
{
    static PatternWatch Watch(string pattern, string files = "*.env") => new([new PathGlob(files)], PatternWatch.Compile(pattern, out _)!, "tool", new(DatasourceNames.GitTags, "https://git.example/tool.git")) { Source = "slipway-deps.yml:3" };

    [Fact]
    public void A_pattern_finds_version_and_checksum_in_any_file_and_each_place_of_the_same_version_once()
    {
        var found = Read.With([Watch("^TOOL=(?<version>[0-9.]+)(?: (?<sha256>[0-9a-f]+))?")], ("x/a.env", "TOOL=1.2.3 abcd\nOTHER=1\nTOOL=1.2.3\n"));
        var component = found.Components.ShouldHaveSingleItem();
        component.Places.Select(place => place.Start).ShouldBe([5, 29]);
        component.Checksums.ShouldHaveSingleItem().Place.Text.ShouldBe("abcd");
        found.Faults.ShouldBeEmpty();
    }

    [Fact]
    public void Components_that_a_file_names_by_renovates_groups_stay_apart_though_their_version_is_the_same()
    {
        var watch = new PatternWatch([new PathGlob("*.env")], PatternWatch.Compile(@"# datasource=(?<datasource>\S+) depName=(?<depName>\S+) packageName=(?<packageName>\S+)\nV=(?<currentValue>\S+)", out _)!, null, null);
        var found = Read.With([watch], ("a.env", "# datasource=git-tags depName=a packageName=https://h/a.git\nV=1.0\n# datasource=npm depName=b packageName=b\nV=1.0\n"));
        found.Components.Select(component => (component.Name, component.Query!.Datasource, component.Query.Package)).ShouldBe([("a", "git-tags", "https://h/a.git"), ("b", "npm", "b")]);
    }

    [Fact]
    public void A_pattern_that_finds_nothing_is_told_and_the_others_go_on()
    {
        var found = Read.With([Watch("^GONE=(?<version>.*)"), Watch("(?<version>.*)", "nowhere/*"), Watch("^TOOL=(?<version>.*)$")], ("a.env", "TOOL=1.2.3"));
        found.Faults.Count.ShouldBe(2);
        found.Components.ShouldHaveSingleItem().Current.ShouldBe("1.2.3");
    }

    [Theory]
    [InlineData("(?=x)(?<version>a)", "looks ahead")]
    [InlineData("(?<version>a)\\1", "refers back")]
    [InlineData("(", "InsufficientClosingParentheses")]
    public void A_pattern_that_could_take_more_than_linear_time_is_refused(string pattern, string why)
    {
        PatternWatch.Compile(pattern, out var said).ShouldBeNull();
        said.ShouldContain(why);
    }

    [Theory]
    [InlineData("*.rb", "a/b/c.rb", true)]
    [InlineData("a/*.rb", "a/b/c.rb", false)]
    [InlineData("a/**", "a/b/c.rb", true)]
    [InlineData("**/c.rb", "c.rb", true)]
    [InlineData("a/**/c.rb", "a/c.rb", true)]
    [InlineData("/VERSION", "VERSION", true)]
    [InlineData("/VERSION", "a/VERSION", false)]
    [InlineData("[a-]?.x", "a1.x", true)]
    [InlineData("docs/", "docs/a/b", true)]
    [InlineData("a", "ab", false)]
    public void Globs_match_as_in_a_shell(string glob, string path, bool expected) => new PathGlob(glob).Matches(path).ShouldBe(expected);

    [Fact]
    public void A_glob_of_many_stars_takes_no_longer_than_its_length_times_the_paths() =>
        new PathGlob(string.Concat(Enumerable.Repeat("*a", 200)) + "b").Matches(new string('a', 4000)).ShouldBeFalse();
}
