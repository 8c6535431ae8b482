namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>Three numbers, prerelease identifiers, and build metadata that has no rank (semver.org, 2.0.0).</summary>
sealed class SemverVersion : SchemeVersion
{
    const int MaxLength = 256;

    readonly string[] _prerelease;

    SemverVersion(string text, DigitRun[] numbers, string[] prerelease)
        : base(text)
    {
        Numbers = numbers;
        _prerelease = prerelease;
    }

    public override bool IsPrerelease => _prerelease.Length > 0;

    public override IReadOnlyList<DigitRun> Numbers { get; }

    /// <summary>Null: not three numbers, a leading zero, or an identifier of other characters.</summary>
    public static SemverVersion? Parse(string text)
    {
        if (text.Length is 0 or > MaxLength) return null;
        var rest = text.AsSpan(text[0] is 'v' or 'V' ? 1 : 0);
        if (rest.IndexOf('+') is >= 0 and var plus)
        {
            if (!AreIdentifiers(rest[(plus + 1)..], leadingZeros: true)) return null;
            rest = rest[..plus];
        }

        string[] prerelease = [];
        if (rest.IndexOf('-') is >= 0 and var dash)
        {
            if (!AreIdentifiers(rest[(dash + 1)..], leadingZeros: false)) return null;
            prerelease = rest[(dash + 1)..].ToString().Split('.');
            rest = rest[..dash];
        }

        return Triple(rest) is { } numbers ? new(text, numbers, prerelease) : null;
    }

    protected override int CompareSame(SchemeVersion other)
    {
        var that = (SemverVersion)other;
        for (var i = 0; i < 3; i++)
        {
            var order = Numbers[i].CompareTo(that.Numbers[i]);
            if (order != 0) return order;
        }

        return PrereleaseIdentifiers.Compare(_prerelease, that._prerelease, StringComparison.Ordinal);
    }

    static DigitRun[]? Triple(ReadOnlySpan<char> text)
    {
        var numbers = new DigitRun[3];
        var count = 0;
        foreach (var part in text.Split('.'))
        {
            var digits = text[part];
            if (count == 3 || digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9') || digits is ['0', _, ..]) return null;
            numbers[count++] = DigitRun.Of(digits);
        }

        return count == 3 ? numbers : null;
    }

    static bool AreIdentifiers(ReadOnlySpan<char> text, bool leadingZeros)
    {
        foreach (var part in text.Split('.'))
        {
            var identifier = text[part];
            if (identifier.IsEmpty || identifier.ContainsAnyExcept(PrereleaseIdentifiers.Allowed)) return false;
            if (!leadingZeros && identifier is ['0', _, ..] && !identifier.ContainsAnyExceptInRange('0', '9')) return false;
        }

        return true;
    }
}
