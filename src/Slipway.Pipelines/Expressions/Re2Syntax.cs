using System.Text;

namespace Slipway.Pipelines.Expressions;

/// <summary>Where RE2 and .NET write the same differently, or mean different things by the same.</summary>
static class Re2Syntax
{
    public static string ToDotNet(string pattern, bool multiline)
    {
        var output = new StringBuilder(pattern.Length + 16);
        var inClass = false;
        for (var at = 0; at < pattern.Length; at++)
        {
            var rest = pattern.AsSpan(at);
            if (rest[0] == '\\' && rest.Length > 1)
            {
                if (rest[1] == 'Q' && !inClass) at += Quoted(rest, output) - 1;
                else
                {
                    output.Append(Escape(rest[1], inClass));
                    at++;
                }
            }
            else if (inClass && rest.StartsWith("[:") && Posix(rest, output) is > 0 and var length) at += length - 1;
            else if (inClass)
            {
                inClass = rest[0] != ']';
                output.Append(rest[0] == '[' ? "\\[" : rest[..1]);
            }
            else if (rest[0] == '[')
            {
                inClass = true;
                output.Append('[');
                if (rest.Length > 1 && rest[1] == '^') output.Append(pattern[++at]);
                if (at + 1 < pattern.Length && pattern[at + 1] == ']') // a first ] means itself
                {
                    output.Append("\\]");
                    at++;
                }
            }
            else if (rest.StartsWith("(?P<"))
            {
                output.Append("(?<");
                at += 3;
            }
            else output.Append(rest[0] == '$' && !multiline ? "\\z" : rest[..1]); // .NET's $ would accept a last newline
        }

        return output.ToString();
    }

    /// <summary>ASCII only, as in RE2.</summary>
    static string Escape(char letter, bool inClass) => (letter, inClass) switch
    {
        ('d', false) => "[0-9]",
        ('d', true) => "0-9",
        ('w', false) => "[0-9A-Za-z_]",
        ('w', true) => "0-9A-Za-z_",
        ('s', false) => "[\\t\\n\\f\\r ]",
        ('s', true) => "\\t\\n\\f\\r ",
        ('D', false) => "[^0-9]",
        ('W', false) => "[^0-9A-Za-z_]",
        ('S', false) => "[^\\t\\n\\f\\r ]",
        ('h', false) => "[0-9A-Fa-f]",
        ('Z', false) => "\\z",
        _ => "\\" + letter,
    };

    /// <summary><c>\Q...\E</c>; answers how many characters it takes.</summary>
    static int Quoted(ReadOnlySpan<char> rest, StringBuilder output)
    {
        var end = rest.IndexOf("\\E");
        foreach (var letter in end < 0 ? rest[2..] : rest[2..end]) output.Append(char.IsAsciiLetterOrDigit(letter) || letter > 127 ? letter.ToString() : "\\" + letter);
        return end < 0 ? rest.Length : end + 2;
    }

    /// <summary><c>[:alpha:]</c>; answers how many characters it takes, 0 for none.</summary>
    static int Posix(ReadOnlySpan<char> rest, StringBuilder output)
    {
        var end = rest.IndexOf(":]");
        if (end < 0) return 0;
        var set = rest[2..end] switch
        {
            "alnum" => "0-9A-Za-z",
            "alpha" => "A-Za-z",
            "digit" => "0-9",
            "lower" => "a-z",
            "upper" => "A-Z",
            "space" => "\\t\\n\\v\\f\\r ",
            "word" => "0-9A-Za-z_",
            "xdigit" => "0-9A-Fa-f",
            "punct" => "!-/:-@\\[-`{-~",
            _ => null,
        };
        output.Append(set);
        return set is null ? 0 : end + 2;
    }
}
