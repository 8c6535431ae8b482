namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>PEP 440's specifiers, divided by commas, turned into plain comparisons with bounds before and after what they exclude.</summary>
static class Pep440Specifiers
{
    const int MaxAlternatives = 64;

    static readonly DigitRun Endless = DigitRun.Of(new string('9', 60));

    public static VersionRange? Parse(string text)
    {
        if (text.Length > ComparisonList.MaxLength) return null;
        List<IReadOnlyList<VersionComparison>> alternatives = [[]];
        foreach (var part in text.Split(','))
        {
            // Each gives alternatives of its own (!= 1.* is two): all combinations hold.
            if (One(part.Trim()) is not { } own || own.Count * alternatives.Count > MaxAlternatives) return null;
            alternatives = [.. alternatives.SelectMany(_ => own, IReadOnlyList<VersionComparison> (all, more) => [.. all, .. more])];
        }

        return new VersionRange(text, alternatives);
    }

    static List<VersionComparison[]>? One(string text)
    {
        if (text.StartsWith("===", StringComparison.Ordinal)) text = text[1..];
        if (text.StartsWith("~=", StringComparison.Ordinal)) return Compatible(text[2..].Trim());
        var (op, length) = ComparisonList.Operator(text);
        var bound = text[length..].Trim();
        if (length == 0 || text is ['=', not '=', ..]) return null;
        if (bound.EndsWith(".*", StringComparison.Ordinal)) return Prefix(op, bound[..^2]);
        if (Pep440Version.Parse(bound) is not { } version) return null;
        return op switch
        {
            ComparisonOperator.Equal when !version.HasLocal => [[new(ComparisonOperator.GreaterOrEqual, version), new(ComparisonOperator.LessOrEqual, version.AfterLocals())]],
            ComparisonOperator.NotEqual when !version.HasLocal => [[new(ComparisonOperator.Less, version)], [new(ComparisonOperator.Greater, version.AfterLocals())]],
            ComparisonOperator.LessOrEqual => [[new(op, version.HasLocal ? version : version.AfterLocals())]],
            ComparisonOperator.Greater when !version.IsPost => After(version),
            ComparisonOperator.Greater => [[new(op, version.AfterLocals())]],
            ComparisonOperator.Less when !version.IsPrerelease => Before(version),
            _ => [[new(op, version)]],
        };
    }

    /// <summary><c>> 1.7</c> does not want 1.7.post1, nor <c>> 1.7rc1</c>.</summary>
    static List<VersionComparison[]> After(Pep440Version version)
    {
        VersionComparison afterPosts = new(ComparisonOperator.Greater, version.With(version.Release, lowest: false, Endless));
        return version.IsPrerelease
            ? [[new(ComparisonOperator.Greater, version), new(ComparisonOperator.LessOrEqual, version.With(version.Release, lowest: false))], [afterPosts]]
            : [[afterPosts]];
    }

    /// <summary><c>&lt; 1.7</c> does not want 1.7rc1, nor <c>&lt; 1.7.post1</c>.</summary>
    static List<VersionComparison[]> Before(Pep440Version version)
    {
        VersionComparison beforeAll = new(ComparisonOperator.Less, version.With(version.Release, lowest: true));
        return version.IsPost
            ? [[beforeAll], [new(ComparisonOperator.GreaterOrEqual, version.With(version.Release, lowest: false)), new(ComparisonOperator.Less, version)]]
            : [[beforeAll]];
    }

    static List<VersionComparison[]>? Prefix(ComparisonOperator op, string prefix)
    {
        if (Pep440Version.Parse(prefix) is not { IsPrerelease: false } version) return null;
        var (from, to) = (version.With(version.Release, lowest: true), version.With(Bumped(version.Release), lowest: true));
        return op switch
        {
            ComparisonOperator.Equal => [[new(ComparisonOperator.GreaterOrEqual, from), new(ComparisonOperator.Less, to)]],
            ComparisonOperator.NotEqual => [[new(ComparisonOperator.Less, from)], [new(ComparisonOperator.GreaterOrEqual, to)]],
            _ => null,
        };
    }

    static List<VersionComparison[]>? Compatible(string text) => Pep440Version.Parse(text) is { Release.Length: > 1 } version
        ? [[new(ComparisonOperator.GreaterOrEqual, version), new(ComparisonOperator.Less, version.With(Bumped(version.Release[..^1]), lowest: true))]]
        : null;

    static DigitRun[] Bumped(DigitRun[] release) => [.. release[..^1], release[^1].Next()];
}
