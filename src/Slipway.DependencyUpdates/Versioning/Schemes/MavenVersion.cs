namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>Tokens with the separator before each; the shorter version is padded with nulls (version order specification).</summary>
sealed class MavenVersion : SchemeVersion
{
    // What is not here comes after all of these.
    static readonly string[] Qualifiers = ["alpha", "beta", "milestone", "rc", "snapshot", "", "sp"];

    readonly List<MavenToken> _tokens;

    public MavenVersion(string text)
        : base(text)
    {
        _tokens = MavenToken.Split(text);
        Numbers = LeadingNumbers.Of(text);
    }

    public override bool IsPrerelease => _tokens.Exists(token => token.Text is "alpha" or "beta" or "milestone" or "rc" or "snapshot" or "dev" or "pre" or "preview" or "ea");

    public override IReadOnlyList<DigitRun> Numbers { get; }

    protected override int CompareSame(SchemeVersion other)
    {
        var that = ((MavenVersion)other)._tokens;
        for (var i = 0; i < Math.Max(_tokens.Count, that.Count); i++)
        {
            var left = i < _tokens.Count ? _tokens[i] : that[i].Padding();
            var right = i < that.Count ? that[i] : _tokens[i].Padding();
            if (left.Separator == right.Separator && left.Text == right.Text) continue;
            var order = left.Separator == right.Separator ? CompareText(left, right) : left.Rank.CompareTo(right.Rank);
            if (order != 0) return order;
        }

        return 0;
    }

    static int CompareText(MavenToken left, MavenToken right)
    {
        if (left.IsNumber && right.IsNumber) return DigitRun.Of(left.Text).CompareTo(DigitRun.Of(right.Text));
        if (left.IsNumber && !left.IsPadding) return 1;
        if (right.IsNumber && !right.IsPadding) return -1;
        var (a, b) = (Place(left.Text), Place(right.Text));
        return a == Qualifiers.Length && b == a ? string.CompareOrdinal(left.Text, right.Text) : a.CompareTo(b);
    }

    static int Place(string qualifier) => Array.IndexOf(Qualifiers, qualifier) is >= 0 and var place ? place : Qualifiers.Length;
}
