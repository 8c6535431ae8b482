using System.Text.RegularExpressions;

namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>Numbers and words by turns; a word makes it a prerelease and comes before every number (Gem::Version).</summary>
sealed partial class GemVersion : SchemeVersion
{
    const int MaxLength = 256;

    readonly Segment[] _segments;

    GemVersion(string text, Segment[] segments)
        : base(text)
    {
        _segments = Canonical(segments);
        Numbers = [.. segments.TakeWhile(segment => segment.Word is null).Select(segment => segment.Number)];
        IsPrerelease = segments.Any(segment => segment.Word is not null);
    }

    public override bool IsPrerelease { get; }

    public override IReadOnlyList<DigitRun> Numbers { get; }

    public static GemVersion? Parse(string text)
    {
        if (text.Length > MaxLength || !Pattern().IsMatch(text)) return null;
        var normal = text.Trim().Replace("-", ".pre.", StringComparison.Ordinal);
        if (normal.Length == 0) normal = "0";
        return new(text, [.. SegmentPattern().Matches(normal).Select(match => char.IsAsciiDigit(match.Value[0]) ? new Segment(DigitRun.Of(match.ValueSpan), null) : new(default, match.Value))]);
    }

    /// <summary>What <c>~></c> ends before: the last number but one raised, with every prerelease of it.</summary>
    public GemVersion BeforeNext()
    {
        var kept = Numbers.Count > 1 ? Numbers.Take(Numbers.Count - 1).ToArray() : [.. Numbers];
        kept[^1] = kept[^1].Next();
        return new(Text, [.. kept.Select(number => new Segment(number, null)), new(default, "A")]);
    }

    protected override int CompareSame(SchemeVersion other)
    {
        var that = ((GemVersion)other)._segments;
        for (var i = 0; i < Math.Max(_segments.Length, that.Length); i++)
        {
            var order = Compare(_segments.ElementAtOrDefault(i), that.ElementAtOrDefault(i));
            if (order != 0) return order;
        }

        return 0;
    }

    static int Compare(Segment left, Segment right) => (left.Word, right.Word) switch
    {
        (null, null) => left.Number.CompareTo(right.Number),
        (null, _) => 1,
        (_, null) => -1,
        var (a, b) => string.CompareOrdinal(a, b),
    };

    /// <summary>Zeros at the end of the numbers, and at the end of all, do not count.</summary>
    static Segment[] Canonical(Segment[] segments)
    {
        var word = Array.FindIndex(segments, segment => segment.Word is not null);
        var numbers = word < 0 ? segments : segments[..word];
        return [.. WithoutZeros(numbers), .. word < 0 ? [] : WithoutZeros(segments[word..])];
    }

    static Segment[] WithoutZeros(Segment[] segments)
    {
        var length = segments.Length;
        while (length > 0 && segments[length - 1] is { Word: null, Number.IsZero: true }) length--;
        return segments[..length];
    }

    readonly record struct Segment(DigitRun Number, string? Word);

    [GeneratedRegex(@"^\s*([0-9]+(?>\.[0-9a-zA-Z]+)*(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?)?\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();

    [GeneratedRegex("[0-9]+|[a-zA-Z]+", RegexOptions.None, 1000)]
    private static partial Regex SegmentPattern();
}
