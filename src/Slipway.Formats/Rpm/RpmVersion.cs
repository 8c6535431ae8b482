namespace Slipway.Formats.Rpm;

/// <summary>Epoch, version and release. Equal by what they say, ordered as rpm does: <c>1.0</c> and <c>1_0</c> compare as 0.</summary>
public readonly record struct RpmVersion(int Epoch, string Version, string Release) : IComparable<RpmVersion>
{
    /// <summary>Reads <c>[epoch:]version[-release]</c>; the release may be empty, the epoch must be a number.</summary>
    public static bool TryParse(string text, out RpmVersion version)
    {
        var (epoch, number, release) = RpmEvr.Split(text);
        var isVersion = int.TryParse(epoch, out var epochNumber) && epochNumber >= 0 && number is { Length: > 0 };
        version = isVersion ? new RpmVersion(epochNumber, number!, release ?? "") : default;
        return isVersion;
    }

    /// <inheritdoc />
    public int CompareTo(RpmVersion other)
    {
        var order = Epoch.CompareTo(other.Epoch);
        order = order != 0 ? order : RpmVercmp.Compare(Version, other.Version);
        return order != 0 ? order : RpmVercmp.Compare(Release, other.Release);
    }

    /// <summary>As rpm prints it.</summary>
    public override string ToString() => (Epoch == 0 ? "" : $"{Epoch}:") + Version + (Release.Length == 0 ? "" : $"-{Release}");

    /// <summary>Whether it is older.</summary>
    public static bool operator <(RpmVersion left, RpmVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether it is newer.</summary>
    public static bool operator >(RpmVersion left, RpmVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether it is not newer.</summary>
    public static bool operator <=(RpmVersion left, RpmVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether it is not older.</summary>
    public static bool operator >=(RpmVersion left, RpmVersion right) => left.CompareTo(right) >= 0;
}
