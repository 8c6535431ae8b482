namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>NuGet's versions (SemVer with an optional fourth number, text regardless of case) and its intervals.</summary>
sealed class NuGetScheme : IVersionScheme
{
    public string Name => "nuget";

    public SchemeVersion? Parse(string text) => NuGetVersion.Parse(text);

    /// <summary><c>[1.0,2.0)</c>, <c>(,1.0]</c>, <c>[1.0]</c>, <c>1.0</c> (at least), <c>1.*</c> (any of it).</summary>
    public VersionRange? ParseRange(string text)
    {
        var range = text.Trim();
        if (range.Length is 0 or > ComparisonList.MaxLength) return null;
        if (range.EndsWith('*')) return Floating(text, range[..^1].TrimEnd('.'));
        if (range[0] is not ('[' or '(')) return ComparisonList.Operator(range).Length > 0 ? ComparisonList.Parse(text, Parse) : AtLeast(text, range);
        if (range[^1] is not (']' or ')')) return null;
        var ends = range[1..^1].Split(',');
        if (ends.Length == 1) return range is ['[', .., ']'] && Parse(ends[0].Trim()) is { } exact ? new(text, [[new(ComparisonOperator.Equal, exact)]]) : null;
        return ends.Length == 2 ? Interval(text, range, ends[0].Trim(), ends[1].Trim()) : null;
    }

    VersionRange? Interval(string text, string range, string from, string to)
    {
        var comparisons = new List<VersionComparison>();
        if (from.Length > 0)
        {
            if (Parse(from) is not { } low) return null;
            comparisons.Add(new(range[0] == '[' ? ComparisonOperator.GreaterOrEqual : ComparisonOperator.Greater, low));
        }

        if (to.Length > 0)
        {
            if (Parse(to) is not { } high) return null;
            comparisons.Add(new(range[^1] == ']' ? ComparisonOperator.LessOrEqual : ComparisonOperator.Less, high));
        }

        return new(text, [comparisons]);
    }

    VersionRange? AtLeast(string text, string version) => Parse(version) is { } low ? new(text, [[new(ComparisonOperator.GreaterOrEqual, low)]]) : null;

    static VersionRange? Floating(string text, string prefix)
    {
        if (prefix.Length == 0) return new(text, [[]]);
        if (NuGetVersion.Parse(prefix) is not { IsPrerelease: false } low) return null;
        var parts = prefix.Split('.');
        var next = string.Join('.', [.. parts[..^1], DigitRun.Of(parts[^1]).Next().ToString()]);
        return NuGetVersion.Parse(next + "-0") is { } high ? new(text, [[new(ComparisonOperator.GreaterOrEqual, low), new(ComparisonOperator.Less, high)]]) : null;
    }
}
