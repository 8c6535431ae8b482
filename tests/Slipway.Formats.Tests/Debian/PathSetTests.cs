using System.Text;
using CsCheck;
using Slipway.Formats.Debian;

namespace Slipway.Formats.Tests.Debian;

public class PathSetTests
{
    static readonly Gen<string[]> SomePaths = Gen.String[Gen.Char["ab/\u00e9 "], 1, 6].Array[0, 30];

    [Fact]
    public void A_set_is_sorted_by_bytes_and_has_no_repeats() => SomePaths.Sample(paths =>
        Deb.Lines(Set(paths)).ShouldBe(Sorted(paths)));

    [Fact]
    public void A_union_has_the_paths_of_both() => Gen.Select(SomePaths, SomePaths).Sample((left, right) =>
    {
        var union = Set(left).Union(Set(right));
        Deb.Lines(union).ShouldBe(Sorted([.. left, .. right]));
        union.Count.ShouldBe(Sorted([.. left, .. right]).Count);
    });

    [Fact]
    public void The_bytes_of_a_set_are_a_set() => SomePaths.Sample(paths =>
    {
        var set = PathSet.Parse(Set(paths).Bytes);
        set.Count.ShouldBe(Set(paths).Count);
        set.Bytes.Span.SequenceEqual(Set(paths).Bytes.Span).ShouldBeTrue();
    });

    [Theory]
    [InlineData("b\na\n")]
    [InlineData("a\na\n")]
    [InlineData("a")]
    [InlineData("\n")]
    [InlineData("a\n\n")]
    public void Bytes_that_are_no_set_are_refused(string bytes) =>
        Should.Throw<MalformedInputException>(() => PathSet.Parse(Encoding.UTF8.GetBytes(bytes))).Code.ShouldStartWith("paths.");

    [Fact]
    public void A_path_with_a_newline_is_refused() =>
        Should.Throw<MalformedInputException>(() => Set("a\nb")).Code.ShouldBe("deb.bad-file-name");

    [Fact]
    public void Two_hundred_thousand_paths_are_cheap()
    {
        var paths = Enumerable.Range(0, 200_000).Select(i => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($"usr/share/{i * 7919 % 200_003}"));
        var set = PathSet.Create(paths);
        set.Count.ShouldBe(200_000);
        set.Union(set).Bytes.Length.ShouldBe(set.Bytes.Length);
    }

    static PathSet Set(params string[] paths) => PathSet.Create(paths.Select(p => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(p)));

    static List<string> Sorted(string[] paths) => [.. paths.Distinct().OrderBy(Encoding.UTF8.GetBytes, Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))];
}
