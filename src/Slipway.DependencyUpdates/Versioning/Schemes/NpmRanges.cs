using System.Text.RegularExpressions;

namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>npm's ranges (node-semver's README): <c>^ ~ x *</c>, hyphens, comparisons, <c>||</c>.</summary>
static partial class NpmRanges
{
    public static VersionRange? Parse(string text)
    {
        if (text.Length > ComparisonList.MaxLength) return null;
        var alternatives = new List<IReadOnlyList<VersionComparison>>();
        foreach (var alternative in text.Split("||"))
        {
            if (Alternative(alternative.Trim()) is not { } comparisons) return null;
            alternatives.Add(comparisons);
        }

        return new VersionRange(text, alternatives, prereleases: false);
    }

    static List<VersionComparison>? Alternative(string text)
    {
        var hyphen = text.Split(" - ");
        if (hyphen.Length == 2) return SemverSpans.Hyphen(hyphen[0].Trim(), hyphen[1].Trim());
        var comparisons = new List<VersionComparison>();
        foreach (var word in OperatorGap().Replace(text, "${operator}").Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            if (SemverSpans.One(word, SemverSpans.Exact) is not { } own) return null;
            comparisons.AddRange(own);
        }

        return comparisons;
    }

    [GeneratedRegex(@"(?<operator>[<>=~^]+)\s+", RegexOptions.None, 1000)]
    private static partial Regex OperatorGap();
}
