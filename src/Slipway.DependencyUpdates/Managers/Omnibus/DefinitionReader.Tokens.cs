using System.Globalization;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Syntax.Ruby;

namespace Slipway.DependencyUpdates.Managers.Omnibus;

/// <summary>Questions about the tokens of a statement.</summary>
sealed partial class DefinitionReader
{
    static readonly string[] s_algorithms = ["sha256", "sha512", "sha1", "md5"];

    RubyToken Peek(int at) => at >= 0 && at < _tokens.Count ? _tokens[at] : default;

    bool Is(int at, string word) => Peek(at).Is(RubyTokenKind.Word, word);

    bool Find(int at, string word, int within) => Enumerable.Range(at, within).Any(i => Is(i, word));

    /// <summary>A string without interpolation.</summary>
    RubyToken? Text(int at) => Peek(at) is { Kind: RubyTokenKind.String, Interpolates: false } text ? text : null;

    /// <summary>Nothing but a bracket, a comment or a condition is left on the line.</summary>
    bool EndsAfter(int at)
    {
        var next = Peek(at + 1);
        if (next is { Kind: RubyTokenKind.Mark, Text: ")" }) next = Peek(at + 2);
        return next.Text is null || next.Kind is RubyTokenKind.NewLine or RubyTokenKind.Comment || next is { Kind: RubyTokenKind.Word, Text: "if" or "unless" };
    }

    /// <summary>The first argument of a call: the string's token, or -1 where it is a variable; null where there is no such call.</summary>
    int? Literal(int at, string call)
    {
        var end = StatementEnd(at);
        for (var i = at; i < end; i++)
        {
            if (Is(i, call) && Peek(i + 1) is { Kind: RubyTokenKind.Mark, Text: "(" }) return Text(i + 2) is not null ? i + 2 : -1;
        }

        return null;
    }

    /// <summary>After its last token; a line goes on after a comma, an operator or within brackets.</summary>
    int StatementEnd(int at)
    {
        var depth = 0;
        for (; at < _tokens.Count; at++)
        {
            var token = _tokens[at];
            if (token.Kind == RubyTokenKind.Mark)
            {
                if (token.Text is "(" or "[" or "{") depth++;
                else if (token.Text is ")" or "]" or "}" && --depth < 0) return at;
                else if (token.Text == ";") return at;
            }
            else if (token.Kind == RubyTokenKind.NewLine && depth == 0 && !Continues(at)) return at;
            else if (depth == 0 && token is { Kind: RubyTokenKind.Word, Text: "if" or "unless" }) return at;
        }

        return at;
    }

    bool Continues(int newLine)
    {
        var before = Peek(newLine - 1);
        if (before is { Kind: RubyTokenKind.Comment }) before = Peek(newLine - 2);
        if (before is { Kind: RubyTokenKind.Mark, Text: "," or "=" or "+" or "&" or "|" } or { Kind: RubyTokenKind.Label }) return true;
        return newLine > 0 && _tokens[newLine].Start > 0 && _file.Text[_tokens[newLine].Start - 1] == '\\';
    }

    List<RubyToken> StatementStrings(int at) => [.. Enumerable.Range(at, StatementEnd(at) - at).Select(i => _tokens[i]).Where(token => token.Kind == RubyTokenKind.String)];

    /// <summary>The text of the line from here.</summary>
    string Rest(int at)
    {
        if (at >= _tokens.Count) return "";
        var start = _tokens[at].Start;
        var end = _file.Text.IndexOf('\n', start);
        return (end < 0 ? _file.Text[start..] : _file.Text[start..end]).Trim();
    }

    bool HasLabel(int at, int end, string label) => Enumerable.Range(at, Math.Max(0, end - at)).Any(i => _tokens[i].Is(RubyTokenKind.Label, label) || _tokens[i].Is(RubyTokenKind.Symbol, label));

    /// <summary>The string after <c>label:</c> or <c>:label =></c>.</summary>
    RubyToken? Label(int at, int end, string label)
    {
        for (var i = at; i < end; i++)
        {
            var value = _tokens[i].Is(RubyTokenKind.Label, label) ? i + 1 : _tokens[i].Is(RubyTokenKind.Symbol, label) && Peek(i + 1).Text == "=" && Peek(i + 2).Text == ">" ? i + 3 : -1;
            while (value >= 0 && Peek(value).Kind == RubyTokenKind.NewLine) value++;
            if (value >= 0 && Peek(value).Kind == RubyTokenKind.String) return Peek(value);
        }

        return null;
    }

    List<(string Algorithm, Place Place)> Checksums(int at, int end) =>
        [.. s_algorithms.Select(algorithm => (algorithm, Token: Label(at, end, algorithm))).Where(found => found.Token is { Interpolates: false }).Select(found => (found.algorithm, _file.Place(found.Token!.Value.Start, found.Token.Value.Text.Length)))];

    int Closing(int open, string opening, string closing)
    {
        var depth = 0;
        for (var at = open; at < _tokens.Count; at++)
        {
            if (_tokens[at].Kind != RubyTokenKind.Mark) continue;
            if (_tokens[at].Text == opening) depth++;
            else if (_tokens[at].Text == closing && --depth == 0) return at;
        }

        return -1;
    }

    /// <summary>The <c>end</c> of a <c>do</c>.</summary>
    int Ending(int open)
    {
        var depth = 0;
        for (var at = open; at < _tokens.Count; at++)
        {
            if (_tokens[at].Kind != RubyTokenKind.Word) continue;
            if (_tokens[at].Text == "do" || (_tokens[at].Text is "if" or "unless" or "case" or "begin" or "def" && Begins(at))) depth++;
            else if (_tokens[at].Text == "end" && --depth == 0) return at;
        }

        return -1;
    }

    /// <summary>Numbers are words' beginnings to no one: the scanner makes marks of their digits.</summary>
    int? Number(int start)
    {
        var end = start;
        while (end < _file.Text.Length && char.IsAsciiDigit(_file.Text[end])) end++;
        return int.TryParse(_file.Text.AsSpan(start, Math.Min(2, end - start)), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
