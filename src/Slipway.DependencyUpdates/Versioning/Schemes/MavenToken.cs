namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>A number or a qualifier, in lower case, and what stands before it: <c>.</c>, <c>-</c> (also where a digit meets a letter) or nothing.</summary>
readonly record struct MavenToken(char Separator, string Text, bool IsPadding = false)
{
    public bool IsNumber => Text.Length > 0 && !Text.AsSpan().ContainsAnyExceptInRange('0', '9');

    /// <summary>".qualifier" &lt; "-qualifier" &lt; "-number" &lt; ".number".</summary>
    public int Rank => (Separator, IsNumber) switch
    {
        ('.', false) => 0,
        ('-', false) => 1,
        ('-', true) => 2,
        ('.', true) => 3,
        _ => -1,
    };

    bool IsNull => Text is "" or "0";

    /// <summary>What stands at this place in a shorter version.</summary>
    public MavenToken Padding() => new(Separator, Separator == '.' && Text != "sp" ? "0" : "", IsPadding: true);

    public static List<MavenToken> Split(string version)
    {
        var tokens = new List<MavenToken>();
        var (separator, start) = ('\0', 0);
        for (var i = 0; i <= version.Length; i++)
        {
            if (i == version.Length || version[i] is '.' or '-')
            {
                tokens.Add(new(separator, Normal(version[start..i], beforeDigit: false)));
                (separator, start) = (i < version.Length ? version[i] : '\0', i + 1);
            }
            else if (i > start && char.IsAsciiDigit(version[i]) != char.IsAsciiDigit(version[i - 1]))
            {
                tokens.Add(new(separator, Normal(version[start..i], beforeDigit: true)));
                (separator, start) = ('-', i);
            }
        }

        Trim(tokens);
        return tokens;
    }

    static string Normal(string text, bool beforeDigit) => text.ToLowerInvariant() switch
    {
        "" => "0",
        "cr" => "rc",
        "ga" or "final" or "release" => "",
        "a" when beforeDigit => "alpha",
        "b" when beforeDigit => "beta",
        "m" when beforeDigit => "milestone",
        var other when !other.AsSpan().ContainsAnyExceptInRange('0', '9') => DigitRun.Of(other).ToString(),
        var other => other,
    };

    /// <summary>Nulls at the end go, and those before each hyphen.</summary>
    static void Trim(List<MavenToken> tokens)
    {
        var i = tokens.Count - 1;
        while (i > 0)
        {
            if (tokens[i].IsNull)
            {
                tokens.RemoveAt(i--);
                continue;
            }

            while (i >= 0 && tokens[i].Separator != '-') i--;
            i--;
        }
    }
}
