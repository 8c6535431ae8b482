namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>Numbers and words by turns, whatever divides them.</summary>
sealed class LooseVersion : SchemeVersion
{
    const int MaxLength = 200;

    readonly List<LoosePart> _parts;

    LooseVersion(string text, List<LoosePart> parts)
        : base(text)
    {
        _parts = parts;
        Numbers = [.. parts.TakeWhile(part => part.IsNumber).Select(part => part.Number)];
    }

    /// <summary>Neither number nor word: between prereleases and what comes after.</summary>
    public static LooseVersion Nothing { get; } = new("", []);

    public override bool IsPrerelease => _parts.Exists(part => part.IsPrerelease);

    public override IReadOnlyList<DigitRun> Numbers { get; }

    public static LooseVersion? Parse(string text)
    {
        if (text.Length is 0 or > MaxLength) return null;
        // Letters, digits and what divides them; a build's metadata has no rank.
        var rest = text.AsSpan();
        if (rest is ['v' or 'V', >= '0' and <= '9', ..]) rest = rest[1..];
        if (rest.IndexOf('+') is > 0 and var plus) rest = rest[..plus];
        if (rest.ContainsAny(" \t\r\n/")) return null;
        return new(text, LoosePart.Split(rest));
    }

    protected override int CompareSame(SchemeVersion other)
    {
        var that = ((LooseVersion)other)._parts;
        for (var i = 0; i < Math.Max(_parts.Count, that.Count); i++)
        {
            var order = (i < _parts.Count ? _parts[i] : default).OrderTo(i < that.Count ? that[i] : default);
            if (order != 0) return order;
        }

        return 0;
    }
}
