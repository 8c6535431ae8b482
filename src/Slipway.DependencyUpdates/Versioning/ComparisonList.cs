namespace Slipway.DependencyUpdates.Versioning;

/// <summary>
/// The plain language of ranges, for schemes that have none of their own and as a part of those that do: comparisons
/// (<c>= != &lt; &lt;= > >= &lt;&lt; >></c>) divided by blanks or commas, alternatives by <c>||</c>. A bare version is equality.
/// </summary>
static class ComparisonList
{
    public const int MaxLength = 1000;

    public static VersionRange? Parse(string text, Func<string, SchemeVersion?> version)
    {
        if (text.Length > MaxLength) return null;
        var alternatives = new List<IReadOnlyList<VersionComparison>>();
        foreach (var alternative in text.Split("||"))
        {
            if (Alternative(alternative, version) is not { Count: > 0 } comparisons) return null;
            alternatives.Add(comparisons);
        }

        return new VersionRange(text, alternatives);
    }

    /// <summary>Cuts the operator off the front: its length, 0 where there is none.</summary>
    public static (ComparisonOperator Operator, int Length) Operator(ReadOnlySpan<char> text) => text switch
    {
        ['>', '=', ..] => (ComparisonOperator.GreaterOrEqual, 2),
        ['<', '=', ..] => (ComparisonOperator.LessOrEqual, 2),
        ['>', '>', ..] => (ComparisonOperator.Greater, 2),
        ['<', '<', ..] => (ComparisonOperator.Less, 2),
        ['=', '=', ..] => (ComparisonOperator.Equal, 2),
        ['!', '=', ..] => (ComparisonOperator.NotEqual, 2),
        ['>', ..] => (ComparisonOperator.Greater, 1),
        ['<', ..] => (ComparisonOperator.Less, 1),
        ['=', ..] => (ComparisonOperator.Equal, 1),
        _ => (ComparisonOperator.Equal, 0),
    };

    static List<VersionComparison>? Alternative(string text, Func<string, SchemeVersion?> version)
    {
        var comparisons = new List<VersionComparison>();
        var rest = text.AsSpan().Trim(" ,");
        while (!rest.IsEmpty)
        {
            var (op, length) = Operator(rest);
            rest = rest[length..].TrimStart();
            var end = rest.IndexOfAny(" ,");
            if (version((end < 0 ? rest : rest[..end]).ToString()) is not { } bound) return null;
            comparisons.Add(new VersionComparison(op, bound));
            rest = end < 0 ? [] : rest[end..].Trim(" ,");
        }

        return comparisons;
    }
}
