using Slipway.Agent.Artifacts;

namespace Slipway.Agent.Tests.Artifacts;

public sealed class GlobTests
{
    [Theory]
    [InlineData("*.deb", "a.deb", true)]
    [InlineData("*.deb", "x/a.deb", false)]
    [InlineData("**/*.deb", "a.deb", true)]
    [InlineData("**/*.deb", "x/y/a.deb", true)]
    [InlineData("x/**", "x/y/z", true)]
    [InlineData("x/**", "y/z", false)]
    [InlineData("x/**/z", "x/z", true)]
    [InlineData("x/?.[ch]", "x/a.c", true)]
    [InlineData("x/?.[!ch]", "x/a.c", false)]
    [InlineData("x/[a-c]*", "x/bcd", true)]
    [InlineData("{a,b/*}.txt", "b/q.txt", true)]
    [InlineData("{a,{b,c}}", "c", true)]
    [InlineData("{a", "{a", true)]
    [InlineData("a\\*", "a*", true)]
    [InlineData("a\\*", "ab", false)]
    [InlineData("[", "[", true)]
    [InlineData("*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    public void A_pattern_matches_as_gitlabs_do(string pattern, string path, bool matches) => new Glob(pattern).Matches(path).ShouldBe(matches);

    [Theory]
    [InlineData("x/y/*.c", "x", true)]
    [InlineData("x/y/*.c", "z", false)]
    [InlineData("x/y/*.c", "x/y/z", false)]
    [InlineData("**/z", "any/thing", true)]
    [InlineData("x/**", "x/y", true)]
    public void A_folder_is_walked_only_where_it_may_lead_to_a_match(string pattern, string folder, bool may) => new Glob(pattern).MayMatchBelow(folder).ShouldBe(may);
}
