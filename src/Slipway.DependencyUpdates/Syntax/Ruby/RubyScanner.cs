using Slipway.DependencyUpdates.Files;

namespace Slipway.DependencyUpdates.Syntax.Ruby;

/// <summary>
/// The tokens of a Ruby file, as far as definitions that list things need them: strings, words, labels and marks, with here-documents, regular
/// expressions, <c>%w</c> lists and comments read over. It never fails: what it does not know is a mark.
/// </summary>
sealed partial class RubyScanner(SourceFile file)
{
    readonly string _text = file.Text;
    readonly List<RubyToken> _tokens = [];
    readonly Queue<string> _documents = new();
    int _at;

    public static IReadOnlyList<RubyToken> Read(SourceFile file)
    {
        var scanner = new RubyScanner(file);
        while (scanner._at < scanner._text.Length) scanner.Next();
        return scanner._tokens;
    }

    void Next()
    {
        var c = _text[_at];
        if (c == '\n') NewLine();
        else if (char.IsWhiteSpace(c) || c == '\\') _at++;
        else if (c == '#') Comment();
        else if (c is '"' or '\'' or '`') String(c);
        else if (char.IsLetter(c) || c == '_') Word();
        else if (c == '<' && Document()) return;
        else if (c == '%' && Percent()) return;
        else if (c == '/' && Regex()) return;
        else if (c == ':' && (_at == 0 || _text[_at - 1] != ':') && _at + 1 < _text.Length && (char.IsLetter(_text[_at + 1]) || _text[_at + 1] == '_')) Symbol();
        else Mark();
    }

    void NewLine()
    {
        Add(RubyTokenKind.NewLine, _at, 1);
        _at++;
        while (_documents.TryDequeue(out var end))
        {
            while (_at < _text.Length)
            {
                var line = Line();
                if (line.Trim().SequenceEqual(end)) break;
            }
        }

        if (_text.AsSpan(_at).StartsWith("=begin"))
        {
            while (_at < _text.Length && !Line().StartsWith("=end"))
            {
            }
        }
        else if (_text.AsSpan(_at).StartsWith("__END__")) _at = _text.Length;
    }

    ReadOnlySpan<char> Line()
    {
        var from = _at;
        var end = _text.IndexOf('\n', _at);
        _at = end < 0 ? _text.Length : end + 1;
        return _text.AsSpan(from, _at - from);
    }

    void Comment()
    {
        var end = _text.IndexOf('\n', _at);
        var length = (end < 0 ? _text.Length : end) - _at;
        Add(RubyTokenKind.Comment, _at, length);
        _at += length;
    }

    void Word()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '_')) _at++;
        if (_at < _text.Length && _text[_at] is '?' or '!' && !(_at + 1 < _text.Length && _text[_at + 1] == '=')) _at++;
        var label = _at + 1 < _text.Length && _text[_at] == ':' && _text[_at + 1] != ':';
        Add(label ? RubyTokenKind.Label : RubyTokenKind.Word, start, _at - start);
        if (label) _at++;
    }

    void Symbol()
    {
        var start = ++_at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '_')) _at++;
        Add(RubyTokenKind.Symbol, start, _at - start);
    }

    void Mark()
    {
        Add(RubyTokenKind.Mark, _at, 1);
        _at++;
    }

    void Add(RubyTokenKind kind, int start, int length) => _tokens.Add(new(kind, _text.Substring(start, length), start));
}
