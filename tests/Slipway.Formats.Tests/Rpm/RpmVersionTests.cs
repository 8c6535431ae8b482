using System.Text;
using CsCheck;
using Slipway.Formats.Rpm;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Rpm;

public sealed class RpmVersionTests
{
    // Pieces that meet each other's rules: numbers with zeros, letters, separators, tildes, carets, and what is no ASCII.
    static readonly string[] Pieces =
    [
        "0", "00", "1", "01", "10", "9", "123456789012345678901234567890", "a", "A", "b", "rc", "git", "z", ".", "_", "+", "..", "~", "~~", "^", "^^", "é", "",
    ];

    static readonly Gen<string> Text = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 6].Select(string.Concat);

    [Fact]
    public async Task Thousands_of_generated_versions_compare_as_rpm_compares_them() => await CompareAsync(Generate(Text, 5000, 1));

    [Fact]
    public async Task Versions_that_differ_in_one_place_compare_as_rpm_compares_them() => await CompareAsync(
        [.. Generate(Text, 1500, 2).SelectMany(pair => new[] { (pair.A, pair.A + pair.B), (pair.A + pair.B, pair.A), (pair.A + "~", pair.A), (pair.A + "^1", pair.A + ".1") })]);

    [Fact]
    public async Task Hand_picked_versions_compare_as_rpm_compares_them()
    {
        string[] versions =
        [
            "1.0", "1.0.0", "1.0a", "1.0aa", "1.0b", "1.0~rc1", "1.0~rc1~git1", "1.0~rc1^git1", "1.0^git1", "1.0^git1~pre", "1.0^", "1.0~", "1.01", "1.010",
            "10", "10b2", "10a1", "2_0", "2.0", "2+0", "a+", "a_", "+a", "_a", "+", "_", "", "xyz.4", "8", "6.0.rc1", "6.0", "5.5p1", "5.5p10", "20101121",
            "1b.fc17", "1.fc17", "1g.fc17", "1.1.α", "1.1.β", "0", "00", "~", "^", "~^", "^~",
        ];
        await CompareAsync([.. versions.SelectMany(a => versions.Select(b => (a, b)))]);
    }

    [Fact]
    public async Task Whole_versions_with_epochs_compare_as_rpm_compares_them()
    {
        string[] versions = ["1.0-1", "0:1.0-1", "1:0.1-1", "1:0.1-2", "1:0.1~a-2", "2:1-1", "1.0-1.el9", "1.0-1.el10", "1.0^1-1", "10:1-1", "9:2-1"];
        (string A, string B)[] pairs = [.. versions.SelectMany(a => versions.Select(b => (a, b)))];
        var expected = await AskAsync(pairs, "local x, y = rpm.ver(a), rpm.ver(b); return x < y and -1 or y < x and 1 or 0");

        var actual = pairs.Select(pair => Parse(pair.A).CompareTo(Parse(pair.B)));

        actual.ShouldBe(expected);
    }

    [Fact]
    public void Order_is_total() => Gen.Select(Text, Text, Text).Sample((a, b, c) =>
    {
        Math.Sign(RpmVercmp.Compare(a, b)).ShouldBe(-Math.Sign(RpmVercmp.Compare(b, a)));
        RpmVercmp.Compare(a, a).ShouldBe(0);
    });

    [Theory]
    [InlineData("x:1-1")]
    [InlineData("-1:1-1")]
    [InlineData("99999999999:1-1")]
    [InlineData("1:")]
    [InlineData("")]
    public void What_is_no_version_is_not_parsed(string text) => RpmVersion.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("1.0-1", "1.0-1")]
    [InlineData("0:1.0-1", "1.0-1")]
    [InlineData("3:1.0", "3:1.0")]
    public void A_version_prints_as_rpm_prints_it(string text, string printed) => Parse(text).ToString().ShouldBe(printed);

    static RpmVersion Parse(string text) => RpmVersion.TryParse(text, out var version) ? version : throw new FormatException(text);

    static (string A, string B)[] Generate(Gen<string> gen, int count, uint seed)
    {
        var random = new PCG(seed, 7);
        return [.. Enumerable.Range(0, count).Select(_ => (gen.Generate(random, null, out var _), gen.Generate(random, null, out var _)))];
    }

    static async Task CompareAsync((string A, string B)[] candidates)
    {
        // rpm's Lua takes no empty version.
        (string A, string B)[] pairs = [.. candidates.Where(pair => pair.A.Length > 0 && pair.B.Length > 0)];
        var expected = await AskAsync(pairs, "return rpm.vercmp(a, b)");

        foreach (var (i, (a, b)) in pairs.Index())
        {
            Math.Sign(RpmVercmp.Compare(a, b)).ShouldBe(expected[i], $"{a} against {b}");
        }
    }

    /// <summary>One rpm process answers for all pairs.</summary>
    static async Task<int[]> AskAsync((string A, string B)[] pairs, string comparison)
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["pairs"], string.Concat(pairs.Select(pair => $"{pair.A}\n{pair.B}\n")), new UTF8Encoding(false));
        var script = $"local f = io.open('{folder["pairs"]}'); local out = {{}} for a in f:lines() do local b = f:read('l'); " +
            $"local r = (function() {comparison} end)(); out[#out + 1] = tostring(r) end print(table.concat(out, ' '))";
        var answer = await Tool.RunAsync("rpm", "--eval", $"%{{lua: {script} }}");
        return [.. answer.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
    }
}
