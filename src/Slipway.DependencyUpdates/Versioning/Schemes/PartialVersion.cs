namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>What ranges are written with: <c>1</c>, <c>1.2</c>, <c>1.2.x</c>, <c>*</c>, <c>1.2.3-rc.1</c>.</summary>
/// <param name="Numbers">Those that are given, at most three.</param>
/// <param name="Prerelease">With its dash, or empty. Only where there are three numbers.</param>
sealed record PartialVersion(DigitRun[] Numbers, string Prerelease)
{
    public bool IsWhole => Numbers.Length == 3;

    public static PartialVersion? Parse(ReadOnlySpan<char> text)
    {
        text = text.TrimStart("v= ");
        if (text.IndexOf('+') is >= 0 and var plus) text = text[..plus];
        var dash = text.IndexOf('-');
        var prerelease = dash < 0 ? "" : text[dash..].ToString();
        var core = dash < 0 ? text : text[..dash];
        var numbers = new List<DigitRun>();
        var (count, open) = (0, false);
        foreach (var range in core.Split('.'))
        {
            var part = core[range];
            if (++count > 3) return null;
            open |= part is "x" or "X" or "*" || (part.IsEmpty && core.IsEmpty);
            if (open) continue;
            if (part.IsEmpty || part.ContainsAnyExceptInRange('0', '9')) return null;
            numbers.Add(DigitRun.Of(part));
        }

        if (prerelease.Length > 0 && numbers.Count < 3) prerelease = "";
        return prerelease.Length == 0 || SemverVersion.Parse("0.0.0" + prerelease) is not null ? new([.. numbers], prerelease) : null;
    }

    /// <summary>The lowest version that it covers.</summary>
    public SemverVersion Low() => Make([.. Numbers, .. new DigitRun[3 - Numbers.Length]], Prerelease);

    /// <summary>Before everything with the number at this place raised, and its prereleases.</summary>
    public SemverVersion Before(int place) => Make([.. Numbers[..place], Numbers[place].Next(), .. new DigitRun[2 - place]], "-0");

    static SemverVersion Make(DigitRun[] numbers, string prerelease) => SemverVersion.Parse(string.Join('.', numbers) + prerelease)!;
}
