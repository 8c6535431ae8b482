namespace Slipway.DependencyUpdates.Versioning;

/// <summary>A number of any length, as versions hold them: compared by value, never overflowing. The default is 0.</summary>
public readonly record struct DigitRun : IComparable<DigitRun>
{
    readonly string? _digits;

    DigitRun(string digits) => _digits = digits;

    string Digits => _digits ?? "";

    public bool IsZero => Digits.Length == 0;

    /// <summary>Digits 0 to 9 only; leading zeros do not count.</summary>
    public static DigitRun Of(ReadOnlySpan<char> digits) => digits.TrimStart('0') is { IsEmpty: false } rest ? new(rest.ToString()) : default;

    public static DigitRun Of(int number) => Of(number.ToString());

    public int CompareTo(DigitRun other) => Digits.Length != other.Digits.Length
        ? Digits.Length.CompareTo(other.Digits.Length)
        : Math.Sign(string.CompareOrdinal(Digits, other.Digits));

    /// <summary>The next number: what <c>^1.2</c> and <c>~> 3.1</c> end before.</summary>
    public DigitRun Next()
    {
        var digits = ("0" + Digits).ToCharArray();
        var at = digits.Length - 1;
        while (digits[at] == '9') digits[at--] = '0';
        digits[at]++;
        return Of(digits);
    }

    public bool Equals(DigitRun other) => Digits == other.Digits;

    public override int GetHashCode() => Digits.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => IsZero ? "0" : Digits;

    public static bool operator <(DigitRun left, DigitRun right) => left.CompareTo(right) < 0;

    public static bool operator >(DigitRun left, DigitRun right) => left.CompareTo(right) > 0;

    public static bool operator <=(DigitRun left, DigitRun right) => left.CompareTo(right) <= 0;

    public static bool operator >=(DigitRun left, DigitRun right) => left.CompareTo(right) >= 0;
}
