using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Tests.Versioning;

/// <summary>Each order against the tool that defines it, with versions made of the pieces that its rules are about. The seed is fixed.</summary>
public sealed class OrderAgainstToolsTests
{
    static readonly string[] Numbers = ["0", "1", "2", "9", "10", "01", "007", "20230101", "99999999999999999999"];

    [Fact]
    public async Task Debian_versions_are_ordered_as_dpkg_does() =>
        await CompareAsync("debian", Oracles.DpkgAsync, 250, ["", "1:", "0:"], ["1", "2", "10", "1.0", "1.10", "09"], ["~", "+", ".", "~rc1", "+dfsg", "a", "~~", "-1", "-1~bpo12+1", "-10", "+b1", "0"]);

    [Fact]
    public async Task Rpm_versions_are_ordered_as_rpm_does() =>
        await CompareAsync("rpm", Oracles.RpmAsync, 2000, [""], ["1", "2", "10", "1.0", "1.01", "5.5p1"], ["~", "^", ".", "~rc1", "^git1", "a", "b2", "_", "+", "0", ".2", "xyz", "~~"]);

    [Fact]
    public async Task Python_versions_are_ordered_as_packaging_does() => await CompareAsync(
        "pep440", Oracles.PythonAsync, 3000, ["", "", "1!", "v"], ["1", "1.0", "1.0.0", "2.1", "2010.1", "0"], [".dev1", "a1", "alpha", "b2", "-beta.3", "c1", "rc1", ".post1", "-1", "rev3", ".0", ".1", "+local", "+1", "+abc.10"]);

    [Fact]
    public async Task Gem_versions_are_ordered_as_rubygems_does() =>
        await CompareAsync("rubygems", Oracles.RubyAsync, 3000, [""], ["1", "1.0", "0", "1.0.0", "10", "2.9"], [".0", ".1", ".a", ".pre1", ".rc1", "-1", "-java", ".b10", ".10", ".A", ".1a2"]);

    [Fact]
    public async Task Semantic_versions_are_ordered_as_node_does() => await CompareAsync(
        "semver", Oracles.NodeAsync, 3000, [""], ["1.0.0", "1.0.1", "1.10.0", "0.0.0", "1.2.0", "2.0.0"], ["-alpha", "-alpha.1", "-rc10", "-rc9", "-rc.10", "-rc.9", "-0", "-a-b", ".beta", "+build", "+1"]);

    [Fact]
    public async Task Npm_ranges_allow_what_node_allows()
    {
        string[] bounds = ["1", "1.2", "1.2.3", "0.1", "0.0.3", "1.x", "*", "2.0.0-rc.1", "1.2.3-beta.2"];
        string[] operators = ["", "^", "~", ">=", "<", ">", "<=", "=", "~>", ">= "];
        string[] versions = ["1.2.3", "1.2.4", "1.3.0", "2.0.0", "2.0.0-rc.2", "0.1.5", "0.0.3", "0.0.4", "1.2.3-beta.3", "1.0.0", "1.2.3-beta.1", "2.0.0-rc.0"];
        var ranges = operators.SelectMany(_ => bounds, (op, bound) => op + bound).Concat(["1.2.3 - 2.0", "1 - 1.2", "^1.2 || ~2.0", ">=1.2 <2", ">1.2.3 <=2.0.0-rc.2", "^1.2.3-beta.2 <1.3"]).ToList();
        await ContainAsync("npm", Oracles.NodeSatisfiesAsync, ranges, versions);
    }

    [Fact]
    public async Task Python_specifiers_allow_what_packaging_allows()
    {
        string[] operators = [">=", "<=", ">", "<", "==", "!="];
        string[] bounds = ["1.4", "1.4.2", "1.4rc1", "1.4.post1", "1!1.0", "1.4.dev1"];
        string[] versions = ["1.4", "1.4.0", "1.4.1", "1.4.2", "1.4rc1", "1.4rc2", "1.4.post1", "1.4.post2", "1.4+local", "1.4.post1+l", "1.5", "1.5.dev0", "1.3", "2", "1!1.0", "1!1.1", "1.4.dev1"];
        var ranges = operators.SelectMany(_ => bounds, (op, bound) => op + bound).Concat(["==1.4.*", "!=1.4.*", "~=1.4", "~=1.4.2", "~=1.4.post1", ">=1.4,<2,!=1.4.1", "!=1.4.*,!=1.5.*"]).ToList();
        await ContainAsync("pep440", Oracles.PythonSatisfiesAsync, ranges, versions);
    }

    [Fact]
    public async Task Gem_requirements_allow_what_rubygems_allows()
    {
        string[] ranges = ["~> 1.2", "~> 1.2.3", "~> 1", ">= 1.2", "< 2", "= 1.2", "1.2", "!= 1.2.3", ">= 1.2, < 1.9", "~> 1.2.a", "> 1.2.3", "<= 1.9"];
        string[] versions = ["1.2", "1.2.0", "1.2.3", "1.2.4", "1.3", "1.9", "2", "2.0.a", "1.3.a", "1.2.b", "0.9", "1.2.3.rc1", "1.9.9"];
        await ContainAsync("rubygems", Oracles.RubySatisfiesAsync, ranges, versions);
    }

    static async Task CompareAsync(string scheme, Func<IReadOnlyList<(string A, string B)>, Task<int[]>> oracle, int count, string[] fronts, string[] cores, string[] ends)
    {
        var read = VersionSchemes.Find(scheme)!;
        var random = new Random(20261124);
        string Pick(string[] from) => from[random.Next(from.Length)];
        string Make() => Pick(fronts) + (random.Next(4) == 0 && scheme != "semver" ? Pick(Numbers) : Pick(cores)) + string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Pick(ends)));
        var pairs = new List<(string A, string B)>();
        while (pairs.Count < count)
        {
            var (a, b) = (Make(), Make());
            if (read.Parse(a) is not null && read.Parse(b) is not null) pairs.Add((a, b));
        }

        var wanted = await oracle(pairs);
        wanted.Length.ShouldBe(count);
        wanted.Distinct().Count().ShouldBe(3);
        pairs.Zip(wanted).Where(pair => Math.Sign(read.Parse(pair.First.A)!.OrderTo(read.Parse(pair.First.B))) != pair.Second)
            .Select(pair => $"{pair.First.A} and {pair.First.B}: {pair.Second}").ShouldBeEmpty();
    }

    static async Task ContainAsync(string scheme, Func<IReadOnlyList<(string Range, string Version)>, Task<int[]>> oracle, IReadOnlyList<string> ranges, string[] versions)
    {
        var read = VersionSchemes.Find(scheme)!;
        var pairs = ranges.SelectMany(_ => versions, (range, version) => (range, version)).ToList();
        var wanted = await oracle(pairs);
        pairs.Zip(wanted).Where(pair => read.ParseRange(pair.First.range)?.Allows(read.Parse(pair.First.version)!) != (pair.Second == 1))
            .Select(pair => $"{pair.First.range} and {pair.First.version}: {pair.Second}").ShouldBeEmpty();
    }
}
