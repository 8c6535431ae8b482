namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>One to four numbers, prerelease identifiers regardless of case, metadata without rank (NuGet.Versioning).</summary>
sealed class NuGetVersion : SchemeVersion
{
    const int MaxLength = 256;

    readonly string[] _prerelease;

    NuGetVersion(string text, DigitRun[] numbers, string[] prerelease)
        : base(text)
    {
        Numbers = numbers;
        _prerelease = prerelease;
    }

    public override bool IsPrerelease => _prerelease.Length > 0;

    public override IReadOnlyList<DigitRun> Numbers { get; }

    public static NuGetVersion? Parse(string text)
    {
        if (text.Length is 0 or > MaxLength) return null;
        var rest = text.AsSpan().Trim();
        if (rest.IndexOf('+') is >= 0 and var plus)
        {
            if (rest[(plus + 1)..].IsEmpty) return null;
            rest = rest[..plus];
        }

        string[] prerelease = [];
        if (rest.IndexOf('-') is >= 0 and var dash)
        {
            prerelease = rest[(dash + 1)..].ToString().Split('.');
            if (Array.Exists(prerelease, part => part.Length == 0 || part.AsSpan().ContainsAnyExcept(PrereleaseIdentifiers.Allowed))) return null;
            rest = rest[..dash];
        }

        var numbers = new DigitRun[4];
        var count = 0;
        foreach (var part in rest.Split('.'))
        {
            var digits = rest[part];
            if (count == 4 || digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9')) return null;
            numbers[count++] = DigitRun.Of(digits);
        }

        return new(text, numbers, prerelease);
    }

    protected override int CompareSame(SchemeVersion other)
    {
        var that = (NuGetVersion)other;
        for (var i = 0; i < 4; i++)
        {
            var order = Numbers[i].CompareTo(that.Numbers[i]);
            if (order != 0) return order;
        }

        return PrereleaseIdentifiers.Compare(_prerelease, that._prerelease, StringComparison.OrdinalIgnoreCase);
    }
}
