namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>Maven's versions and ranges (maven.apache.org/pom.html, version order specification).</summary>
sealed class MavenScheme : IVersionScheme
{
    const int MaxLength = 256;

    public string Name => "maven";

    public SchemeVersion? Parse(string text) =>
        text.Length is > 0 and <= MaxLength && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '[' or ']' or '(' or ')' or ',' or '$') ? new MavenVersion(text) : null;

    /// <summary><c>[1.0,2.0)</c>, <c>(,1.0],[1.2,)</c>, <c>[1.0]</c>; a bare version is only a wish and allows all.</summary>
    public VersionRange? ParseRange(string text)
    {
        if (text.Length is 0 or > ComparisonList.MaxLength) return null;
        if (text.Trim() is not ['[' or '(', ..]) return ComparisonList.Operator(text.Trim()).Length > 0 ? ComparisonList.Parse(text, Parse) : Parse(text.Trim()) is null ? null : new(text, [[]]);
        var alternatives = new List<IReadOnlyList<VersionComparison>>();
        var rest = text.AsSpan().Trim(" ,");
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOfAny("])");
            if (end < 1 || Interval(rest[..(end + 1)]) is not { } comparisons) return null;
            alternatives.Add(comparisons);
            rest = rest[(end + 1)..].TrimStart(" ,");
        }

        return new(text, alternatives);
    }

    List<VersionComparison>? Interval(ReadOnlySpan<char> text)
    {
        if (text[0] is not ('[' or '(')) return null;
        var inner = text[1..^1];
        var comma = inner.IndexOf(',');
        if (comma < 0) return text[0] == '[' && text[^1] == ']' && Parse(inner.Trim().ToString()) is { } exact ? [new(ComparisonOperator.Equal, exact)] : null;
        var (from, to) = (inner[..comma].Trim().ToString(), inner[(comma + 1)..].Trim().ToString());
        var comparisons = new List<VersionComparison>();
        if (from.Length > 0)
        {
            if (Parse(from) is not { } low) return null;
            comparisons.Add(new(text[0] == '[' ? ComparisonOperator.GreaterOrEqual : ComparisonOperator.Greater, low));
        }

        if (to.Length > 0)
        {
            if (Parse(to) is not { } high) return null;
            comparisons.Add(new(text[^1] == ']' ? ComparisonOperator.LessOrEqual : ComparisonOperator.Less, high));
        }

        return comparisons;
    }
}
