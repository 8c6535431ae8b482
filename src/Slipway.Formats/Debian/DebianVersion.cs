using System.Buffers;
using System.Globalization;

namespace Slipway.Formats.Debian;

/// <summary>
/// A version, <c>[epoch:]upstream[-revision]</c>: deb-version(7). Ordered as dpkg orders. Two spellings can be of one rank
/// (<c>1.0</c> and <c>0:1.00</c>): they compare as 0 and yet are not equal.
/// </summary>
public readonly record struct DebianVersion : IComparable<DebianVersion>
{
    const int MaxLength = 500;

    static readonly SearchValues<char> InUpstream = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.+-~:");
    static readonly SearchValues<char> InRevision = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.+~");

    readonly string? _text;

    DebianVersion(string text, int epoch, string upstream, string revision)
    {
        _text = text;
        Epoch = epoch;
        Upstream = upstream;
        Revision = revision;
    }

    /// <summary>0 where none is written.</summary>
    public int Epoch { get; }

    public string Upstream { get => field ?? "0"; }

    /// <summary>Empty where none is written.</summary>
    public string Revision { get => field ?? ""; }

    public static DebianVersion Parse(string text) =>
        TryParse(text, out var version)
            ? version
            : throw new MalformedInputException("control.bad-version", $"\"{ErrorText.Show(text)}\" is not a version: deb-version(7).");

    public static bool TryParse(string text, out DebianVersion version)
    {
        version = default;
        if (text.Length > MaxLength) return false;
        var rest = text.AsSpan();
        var epoch = 0;
        if (rest.IndexOf(':') is >= 0 and var colon)
        {
            if (!int.TryParse(rest[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out epoch)) return false;
            rest = rest[(colon + 1)..];
        }

        var revision = ReadOnlySpan<char>.Empty;
        if (rest.LastIndexOf('-') is >= 0 and var dash)
        {
            revision = rest[(dash + 1)..];
            rest = rest[..dash];
            if (revision.IsEmpty || revision.ContainsAnyExcept(InRevision)) return false;
        }

        if (rest.IsEmpty || !char.IsAsciiDigit(rest[0]) || rest.ContainsAnyExcept(InUpstream)) return false;
        version = new(text, epoch, rest.ToString(), revision.ToString());
        return true;
    }

    public int CompareTo(DebianVersion other)
    {
        if (Epoch != other.Epoch) return Epoch.CompareTo(other.Epoch);
        var upstream = DebianVersionOrder.Compare(Upstream, other.Upstream);
        return upstream != 0 ? upstream : DebianVersionOrder.Compare(Revision, other.Revision);
    }

    /// <summary>As it was written.</summary>
    public override string ToString() => _text ?? "0";

    public static bool operator <(DebianVersion left, DebianVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(DebianVersion left, DebianVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(DebianVersion left, DebianVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(DebianVersion left, DebianVersion right) => left.CompareTo(right) >= 0;
}
