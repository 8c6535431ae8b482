using System.Text;
using Slipway.DependencyUpdates.Files;

namespace Slipway.DependencyUpdates.Syntax.Toml;

/// <summary>The strings of a TOML file with their tables, keys and places; numbers, dates and booleans are read over.</summary>
sealed class TomlScanner(SourceFile file)
{
    const int MaxDepth = 32;

    readonly string _text = file.Text;
    readonly List<TomlEntry> _found = [];
    string _table = "";
    int _tables;
    int _at = file.Text.StartsWith('\uFEFF') ? 1 : 0;

    /// <exception cref="UnreadableException">It is not TOML, or passes a bound.</exception>
    public static IReadOnlyList<TomlEntry> Read(SourceFile file)
    {
        var scanner = new TomlScanner(file);
        while (scanner.More()) scanner.Statement();
        return scanner._found;
    }

    bool More()
    {
        Blank(lines: true);
        return _at < _text.Length;
    }

    void Statement()
    {
        if (_text[_at] == '[')
        {
            var twice = _at + 1 < _text.Length && _text[_at + 1] == '[';
            _at += twice ? 2 : 1;
            _table = Key();
            Expect(']');
            if (twice) Expect(']');
            _tables++;
            return;
        }

        var key = Key();
        Expect('=');
        Value(key, 0, inList: false);
    }

    void Value(string key, int depth, bool inList)
    {
        Blank(lines: inList);
        if (depth > MaxDepth) throw Wrong($"Lists and tables lie in each other more than {MaxDepth} deep.");
        if (_at >= _text.Length) throw Wrong($"{key} has no value.");
        switch (_text[_at])
        {
            case '"' or '\'':
                var (start, raw) = String();
                _found.Add(new(_table, _tables, key, start, raw, inList));
                break;
            case '[':
                _at++;
                while (!Ends(']', lines: true))
                {
                    Value(key, depth + 1, inList: true);
                    Separator(']');
                }

                break;
            case '{':
                _at++;
                while (!Ends('}', lines: true))
                {
                    var inner = Key();
                    Expect('=');
                    Value($"{key}.{inner}", depth + 1, inList: false);
                    Separator('}');
                }

                break;
            default:
                var from = _at;
                while (_at < _text.Length && _text[_at] is not ('\n' or '\r' or ',' or ']' or '}' or '#')) _at++;
                if (_at == from) throw Wrong($"{key} has no value.");
                break;
        }
    }

    void Separator(char end)
    {
        Blank(lines: true);
        if (_at < _text.Length && _text[_at] == ',') _at++;
        else if (_at >= _text.Length || _text[_at] != end) throw Wrong($"A comma or {end} is missing.");
    }

    bool Ends(char end, bool lines)
    {
        Blank(lines);
        if (_at >= _text.Length) throw Wrong($"{end} is missing.");
        if (_text[_at] != end) return false;
        _at++;
        return true;
    }

    /// <summary>Dotted; quotes are taken off.</summary>
    string Key()
    {
        var key = new StringBuilder();
        while (true)
        {
            Blank(lines: false);
            if (_at < _text.Length && _text[_at] is '"' or '\'') key.Append(String().Raw);
            else
            {
                var from = _at;
                while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-')) _at++;
                if (_at == from) throw Wrong("A key is expected.");
                key.Append(_text, from, _at - from);
            }

            Blank(lines: false);
            if (_at >= _text.Length || _text[_at] != '.') return key.ToString();
            key.Append('.');
            _at++;
        }
    }

    (int Start, string Raw) String()
    {
        var quote = _text[_at];
        var three = new string(quote, 3);
        var many = _text.AsSpan(_at).StartsWith(three);
        var start = _at + (many ? 3 : 1);
        for (var at = start; at < _text.Length; at++)
        {
            if (quote == '"' && _text[at] == '\\') at++;
            else if (many ? _text.AsSpan(at).StartsWith(three) : _text[at] == quote)
            {
                _at = at + (many ? 3 : 1);
                return (start, _text[start..at]);
            }
            else if (!many && _text[at] == '\n') break;
        }

        throw Wrong("A string has no end.");
    }

    void Expect(char wanted)
    {
        Blank(lines: false);
        if (_at >= _text.Length || _text[_at] != wanted) throw Wrong($"{wanted} is expected.");
        _at++;
    }

    void Blank(bool lines)
    {
        while (_at < _text.Length)
        {
            if (_text[_at] == '#')
            {
                var end = _text.IndexOf('\n', _at);
                _at = end < 0 ? _text.Length : end;
            }
            else if (_text[_at] is ' ' or '\t' || (lines && _text[_at] is '\n' or '\r')) _at++;
            else if (!lines && _text[_at] == '\r') _at++;
            else return;
        }
    }

    UnreadableException Wrong(string message) => new(Math.Min(_at, _text.Length), "The file is not valid TOML: " + message, "Look at the line before it as well.");
}
