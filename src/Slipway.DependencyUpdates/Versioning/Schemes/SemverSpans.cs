namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>The parts that npm's and Cargo's ranges are made of, each as comparisons that all hold.</summary>
static class SemverSpans
{
    const ComparisonOperator AtLeast = ComparisonOperator.GreaterOrEqual, Below = ComparisonOperator.Less;

    /// <param name="bare">What a version without an operator means.</param>
    public static List<VersionComparison>? One(string word, Func<PartialVersion, List<VersionComparison>> bare)
    {
        if (word is ['~', '>', .. var pessimistic]) return Read(pessimistic, Tilde);
        if (word is ['~', .. var near]) return Read(near, Tilde);
        if (word is ['^', .. var compatible]) return Read(compatible, Caret);
        var (op, length) = ComparisonList.Operator(word);
        if (length == 0) return Read(word, word.AsSpan().IndexOfAny("xX*") >= 0 ? Exact : bare);
        return op == ComparisonOperator.NotEqual ? null : Read(word[length..], version => Compared(op, version));
    }

    public static List<VersionComparison> Exact(PartialVersion version) => version switch
    {
        { Numbers: [] } => [],
        { IsWhole: true } => [new(ComparisonOperator.Equal, version.Low())],
        _ => [new(AtLeast, version.Low()), new(Below, version.Before(version.Numbers.Length - 1))],
    };

    /// <summary>To the next number at the first place that is not 0.</summary>
    public static List<VersionComparison> Caret(PartialVersion version)
    {
        if (version.Numbers.Length == 0) return [];
        var place = Array.FindIndex(version.Numbers, number => !number.IsZero);
        return [new(AtLeast, version.Low()), new(Below, version.Before(place < 0 ? version.Numbers.Length - 1 : place))];
    }

    public static List<VersionComparison>? Hyphen(string from, string to) =>
        PartialVersion.Parse(from) is { } low && PartialVersion.Parse(to) is { } high
            ? [.. Compared(AtLeast, low), .. Compared(ComparisonOperator.LessOrEqual, high)]
            : null;

    static List<VersionComparison> Tilde(PartialVersion version) => version.Numbers.Length == 0
        ? []
        : [new(AtLeast, version.Low()), new(Below, version.Before(Math.Min(version.Numbers.Length - 1, 1)))];

    static List<VersionComparison> Compared(ComparisonOperator op, PartialVersion version)
    {
        if (version.IsWhole) return [new(op, version.Low())];
        if (version.Numbers.Length == 0) return op is Below or ComparisonOperator.Greater ? [new(Below, SemverVersion.Parse("0.0.0-0")!)] : [];
        var next = version.Before(version.Numbers.Length - 1);
        return op switch
        {
            ComparisonOperator.Greater => [new(AtLeast, SemverVersion.Parse(next.Text[..^"-0".Length])!)],
            ComparisonOperator.LessOrEqual => [new(Below, next)],
            AtLeast => [new(AtLeast, version.Low())],
            Below => [new(Below, SemverVersion.Parse(version.Low() + "-0")!)],
            _ => Exact(version),
        };
    }

    static List<VersionComparison>? Read(string text, Func<PartialVersion, List<VersionComparison>> span) =>
        PartialVersion.Parse(text) is { } version ? span(version) : null;
}
