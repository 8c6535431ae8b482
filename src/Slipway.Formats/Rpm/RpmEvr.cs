namespace Slipway.Formats.Rpm;

/// <summary>Cuts <c>[epoch:]version[-release]</c> as createrepo_c does (misc.c, cr_str_to_evr).</summary>
internal static class RpmEvr
{
    public static (string? Epoch, string? Version, string? Release) Split(string evr)
    {
        if (evr.Length == 0)
        {
            return default;
        }

        var colon = evr.IndexOf(':', StringComparison.Ordinal);
        var rest = evr[(colon + 1)..];
        var dash = rest.IndexOf('-', StringComparison.Ordinal);
        return (
            Epoch(evr, colon),
            dash < 0 ? rest : rest[..dash],
            dash < 0 || dash == rest.Length - 1 ? null : rest[(dash + 1)..]);
    }

    static string? Epoch(string evr, int colon)
    {
        if (colon <= 0)
        {
            return "0";
        }

        // A number as strtol reads it: blanks, a sign, digits.
        var number = evr.AsSpan(0, colon).TrimStart(" \t\n\v\f\r");
        number = number is ['+' or '-', .. var unsigned] ? unsigned : number;
        return number.IsEmpty || number.ContainsAnyExceptInRange('0', '9') ? null : evr[..colon];
    }
}
