using System.Text.RegularExpressions;

namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary><c>[N!]N(.N)*[{a|b|rc}N][.postN][.devN][+local]</c> in every spelling that PEP 440 normalises.</summary>
sealed partial class Pep440Version : SchemeVersion
{
    const int MaxLength = 256;

    // The order of what follows the release: a lone .devN comes before every prerelease, none after all of them.
    const int LoneDev = 0, Alpha = 1, Beta = 2, Candidate = 3, Final = 4;

    readonly DigitRun _epoch, _preNumber;
    readonly DigitRun? _post, _dev;
    readonly int _phase;
    readonly string[]? _local;

    Pep440Version(string text, DigitRun epoch, DigitRun[] release, (int Phase, DigitRun Number) pre, DigitRun? post, DigitRun? dev, string[]? local)
        : base(text)
    {
        (_epoch, Release, (_phase, _preNumber), _post, _dev, _local) = (epoch, release, pre, post, dev, local);
        Numbers = epoch.IsZero ? release : [DigitRun.Of($"{epoch}{release[0].ToString().PadLeft(20, '0')}"), .. release[1..]];
    }

    public override bool IsPrerelease => _phase < Final || _dev is not null;

    public override IReadOnlyList<DigitRun> Numbers { get; }

    internal DigitRun[] Release { get; }

    internal bool IsPost => _post is not null;

    internal bool HasLocal => _local is not null;

    public static Pep440Version? Parse(string text)
    {
        if (text.Length is 0 or > MaxLength || Pattern().Match(text) is not { Success: true } match) return null;
        DigitRun? Number(string group, string marker) => match.Groups[marker].Success ? DigitRun.Of(match.Groups[group].ValueSpan) : null;
        var dev = Number("devn", "dev");
        var post = match.Groups["post1"].Success ? DigitRun.Of(match.Groups["post1"].ValueSpan) : Number("postn", "post");
        var phase = match.Groups["pre"].Success
            ? Phase(match.Groups["pre"].ValueSpan)
            : post is null && dev is not null ? LoneDev : Final;
        return new(
            text,
            DigitRun.Of(match.Groups["epoch"].ValueSpan),
            [.. match.Groups["release"].Value.Split('.').Select(part => DigitRun.Of(part))],
            (phase, DigitRun.Of(match.Groups["pren"].ValueSpan)),
            post,
            dev,
            match.Groups["local"].Success ? match.Groups["local"].Value.ToLowerInvariant().Split('.', '-', '_') : null);
    }

    /// <summary>The same release with other ends: what specifiers compare with.</summary>
    internal Pep440Version With(DigitRun[] release, bool lowest, DigitRun? post = null) =>
        new(Text, _epoch, release, (lowest ? LoneDev : Final, default), post, lowest ? default(DigitRun) : null, null);

    /// <summary>After every local version of this one.</summary>
    internal Pep440Version AfterLocals() => new(Text, _epoch, Release, (_phase, _preNumber), _post, _dev, [new string('9', 60)]);

    protected override int CompareSame(SchemeVersion other)
    {
        var that = (Pep440Version)other;
        var order = _epoch.CompareTo(that._epoch);
        for (var i = 0; order == 0 && i < Math.Max(Release.Length, that.Release.Length); i++)
            order = Release.ElementAtOrDefault(i).CompareTo(that.Release.ElementAtOrDefault(i));
        if (order == 0) order = _phase.CompareTo(that._phase);
        if (order == 0) order = _preNumber.CompareTo(that._preNumber);
        if (order == 0) order = Nullable.Compare(_post, that._post);
        if (order == 0) order = _dev is null || that._dev is null ? (_dev is null).CompareTo(that._dev is null) : _dev.Value.CompareTo(that._dev.Value);
        return order != 0 ? order : CompareLocal(_local, that._local);
    }

    static int CompareLocal(string[]? left, string[]? right)
    {
        if (left is null || right is null) return (left is not null).CompareTo(right is not null);
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            var (a, b) = (IsNumber(left[i]), IsNumber(right[i]));
            var order = a != b ? a.CompareTo(b) : a ? DigitRun.Of(left[i]).CompareTo(DigitRun.Of(right[i])) : string.CompareOrdinal(left[i], right[i]);
            if (order != 0) return order;
        }

        return left.Length.CompareTo(right.Length);
    }

    static bool IsNumber(string text) => !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    static int Phase(ReadOnlySpan<char> word) => word[0] switch
    {
        'a' or 'A' => Alpha,
        'b' or 'B' => Beta,
        _ => Candidate,
    };

    // packaging.version.VERSION_PATTERN.
    [GeneratedRegex(
        @"^\s*v?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\.[0-9]+)*)(?:[-_.]?(?<pre>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<pren>[0-9]+)?)?" +
        @"(?:-(?<post1>[0-9]+)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postn>[0-9]+)?)?(?:[-_.]?(?<dev>dev)[-_.]?(?<devn>[0-9]+)?)?" +
        @"(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
