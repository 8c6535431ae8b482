using CsCheck;
using Slipway.Formats.Debian;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Debian;

public class VersionOrderTests
{
    static readonly string[] Tricky =
    [
        "0", "00", "1", "01", "1.0", "1.00", "1.0-0", "1.0-1", "1.0-10", "1.0-2", "1.0~", "1.0~~", "1.0~rc1", "1.0~rc1-1", "1.0~rc10",
        "1.0a", "1.0+", "1.0+b1", "1.0.", "1.0.0", "1.0.a", "1.0a1", "1.0A", "1.0z", "0:1.0", "1:0", "1:0~", "2:0", "10:0", "1:1.0-1",
        "1.0-1~bpo12+1", "1.0-1+deb12u1", "1.0-1+deb12u10", "1.0-1+b1", "1.0-1.1", "1-2-3", "1-2-4", "1--1", "1.2.3.dfsg-1", "1.2.3+dfsg-1",
        "20260101", "20260101.1", "99999999999999999999", "99999999999999999998", "100000000000000000000", "00000000000000000000000000001",
        "1:2:3", "1:2:3-4", "5.2.15-2+b13", "2.36-9+deb12u13", "1.0~+", "1.0+~", "1.0~a", "1.0a~", "1.0-a", "1.0-~", "1.0-+", "2147483647:1",
    ];

    static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    static readonly Gen<string> Part = Gen.OneOf(
        Gen.Int[0, 12].Select(i => i.ToString()),
        OneOf("00", "007", "~", "~~", "+", ".", "a", "Z", "rc", "dfsg", "~rc", "+b", "20260101", "18446744073709551616"));

    static readonly Gen<string> Version = Gen.Select(
        OneOf("", "", "", "0:", "1:"),
        Gen.Int[0, 3],
        Part.Array[0, 5],
        Gen.OneOf(Gen.Const(""), Part.Array[1, 4].Select(p => "-" + string.Concat(p))),
        (epoch, first, rest, revision) => $"{epoch}{first}{string.Concat(rest)}{revision}");

    [Fact]
    public async Task Thousands_of_pairs_are_ordered_as_dpkg_orders_them()
    {
        var pairs = (from a in Tricky from b in Tricky where string.CompareOrdinal(a, b) <= 0 select (a, b)).ToList();
        Gen.Select(Version, Version).Array[2500].Sample(pairs.AddRange, iter: 1, threads: 1);

        var theirs = await DpkgAsync(pairs);
        var wrong = pairs.Zip(theirs).Where(p => Sign(p.First) != p.Second).Select(p => $"{p.First}: dpkg says {p.Second}, we {Sign(p.First)}");
        wrong.ShouldBeEmpty();
        theirs.Count.ShouldBeGreaterThan(3000);
        theirs.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task Dpkg_and_we_take_and_refuse_the_same_versions()
    {
        string[] candidates =
        [
            .. Tricky, "", "-", ":", "1:", ":1", "a:1", "-1:1", "1-", "-1", "~1", "a", "v1.0", "1_0", "1.0-1_2", "1/0", "1 0", "1.0-1:2", "1:1.0-1:2", "1$",
            "2147483648:1", "1..0", "1\u00e9", "1@2", "1(2)",
        ];
        var script = string.Concat(candidates.Select(c => $"dpkg --validate-version {Quote(c)} 2>/dev/null && echo yes || echo no\n"));
        var theirs = (await Tool.RunAsync("sh", "-c", script)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        candidates.Zip(theirs).Where(p => DebianVersion.TryParse(p.First, out _) != (p.Second == "yes")).ShouldBeEmpty();
    }

    [Fact]
    public void The_parts_of_a_version_are_told_apart()
    {
        var version = DebianVersion.Parse("1:2:3-4-5+b1");
        (version.Epoch, version.Upstream, version.Revision).ShouldBe((1, "2:3-4", "5+b1"));
        version.ToString().ShouldBe("1:2:3-4-5+b1");
        (DebianVersion.Parse("1.0~rc1") < DebianVersion.Parse("1.0")).ShouldBeTrue();
        default(DebianVersion).CompareTo(DebianVersion.Parse("0")).ShouldBe(0);
    }

    /// <summary>
    /// dpkg itself is started once or twice for a pair, so it judges a tenth of them, and those with numbers that do not fit into
    /// a machine word; Dpkg::Version, its second implementation, takes all pairs in one process and judges the rest.
    /// </summary>
    static async Task<List<int>> DpkgAsync(List<(string, string)> pairs)
    {
        var input = string.Concat(pairs.Select(p => $"{p.Item1} {p.Item2}\n"));
        var perl = await Tool.TryAsync(new ToolCall("perl", ["-MDpkg::Version", "-lane", "print version_compare($F[0], $F[1])"]) { Input = input });
        perl.ExitCode.ShouldBe(0, perl.Error);
        var results = Numbers(perl.Output);

        var chosen = Enumerable.Range(0, pairs.Count).Where(i => i % 10 == 0 || HasHugeNumber(pairs[i].Item1) || HasHugeNumber(pairs[i].Item2)).ToList();
        var script = string.Concat(chosen.Select(i => $"a={Quote(pairs[i].Item1)} b={Quote(pairs[i].Item2)}; "
            + "if dpkg --compare-versions $a lt $b; then echo -1; elif dpkg --compare-versions $a gt $b; then echo 1; else echo 0; fi\n"));
        var dpkg = await Tool.TryAsync(new ToolCall("sh", ["-s"]) { Input = script });
        dpkg.Error.ShouldBe("");
        foreach (var (i, result) in chosen.Zip(Numbers(dpkg.Output))) results[i] = result;
        return results;
    }

    static List<int> Numbers(string lines) => [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];

    static bool HasHugeNumber(string version) => version.Split([.. "~+.-:aZ"]).Any(part => part.Length > 17);

    static int Sign((string A, string B) pair) => Math.Sign(DebianVersion.Parse(pair.A).CompareTo(DebianVersion.Parse(pair.B)));

    static string Quote(string text) => "'" + text + "'";
}
