namespace Slipway.Pipelines.Expressions;

enum TokenType
{
    Open,
    Close,
    Variable,
    Text,
    Pattern,
    Null,
    Boolean,
    Operator,
}

/// <param name="Text">Without <c>$</c>, quotes or slashes; an operator as written.</param>
/// <param name="Flags">Of a pattern.</param>
/// <param name="At">The character in the expression, from 0.</param>
readonly record struct Token(TokenType Type, string Text, string Flags, int At);

/// <summary>Why an expression is wrong, and where.</summary>
/// <param name="At">The character, from 1.</param>
sealed record ExpressionFault(string Message, string? Remedy, int At);

/// <summary>Takes an expression of <c>if</c> apart.</summary>
static class ExpressionLexer
{
    const int MaxTokens = 1_000;
    static readonly string[] s_operators = ["==", "=~", "!=", "!~", "&&", "||"];

    public static List<Token>? Read(string text, out ExpressionFault? fault)
    {
        var tokens = new List<Token>();
        fault = null;
        for (var at = 0; at < text.Length && fault is null;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            if (tokens.Count == MaxTokens)
            {
                fault = new($"it has more than {MaxTokens} parts", null, at + 1);
                break;
            }

            var (token, length) = Next(text, at, ref fault);
            tokens.Add(token);
            at += length;
        }

        return fault is null ? tokens : null;
    }

    static (Token Token, int Length) Next(string text, int at, ref ExpressionFault? fault)
    {
        var rest = text.AsSpan(at);
        foreach (var one in s_operators)
        {
            if (rest.StartsWith(one)) return (new(TokenType.Operator, one, "", at), 2);
        }

        switch (rest[0])
        {
            case '(': return (new(TokenType.Open, "(", "", at), 1);
            case ')': return (new(TokenType.Close, ")", "", at), 1);
            case '$' when Word(rest[1..]) is > 0 and var length: return (new(TokenType.Variable, text.Substring(at + 1, length), "", at), length + 1);
            case '"' or '\'' when rest[1..].IndexOf(rest[0]) is >= 0 and var length: return (new(TokenType.Text, text.Substring(at + 1, length), "", at), length + 2);
            case '/' when PatternEnd(rest) is > 0 and var end: return Pattern(text, at, end);
        }

        var word = Word(rest);
        if (rest[..word] is "null") return (new(TokenType.Null, "null", "", at), 4);
        if (rest[..word] is "true" or "false") return (new(TokenType.Boolean, rest[..word].ToString(), "", at), word);
        fault = new($"\"{rest[..Math.Min(rest.Length, Math.Max(1, word))]}\" is nothing that an expression may hold", Remedy(rest), at + 1);
        return (default, 1);
    }

    static string? Remedy(ReadOnlySpan<char> rest) => rest[0] switch
    {
        '$' when rest.StartsWith("${") => "Write $NAME, without braces.",
        '=' => "Write == to compare.",
        '!' => "There is no \"not\"; compare with == null or == \"\".",
        '"' or '\'' => "Close the quotes.",
        '/' => "Close the pattern with a slash.",
        _ when char.IsAsciiLetterOrDigit(rest[0]) => "Put text in quotes, and $ before a variable's name.",
        _ => "There are ==, !=, =~, !~, &&, ||, parentheses, null, \"text\", /pattern/ and $VARIABLE.",
    };

    static (Token Token, int Length) Pattern(string text, int at, int end)
    {
        var flags = at + end + 1;
        while (flags < text.Length && "ismU".Contains(text[flags], StringComparison.Ordinal)) flags++;
        var pattern = text.Substring(at + 1, end - 1).Replace("\\/", "/", StringComparison.Ordinal);
        return (new(TokenType.Pattern, pattern, text[(at + end + 1)..flags], at), flags - at);
    }

    /// <summary>Where the slash is that ends it; a slash after a backslash does not.</summary>
    static int PatternEnd(ReadOnlySpan<char> rest)
    {
        for (var at = 1; at < rest.Length; at++)
        {
            if (rest[at] == '/' && rest[at - 1] != '\\' && at > 1) return at;
        }

        return -1;
    }

    static int Word(ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < rest.Length && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] == '_')) length++;
        return length;
    }
}
