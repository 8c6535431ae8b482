namespace Slipway.DependencyUpdates.Syntax.Ruby;

/// <summary>What stands between two delimiters: strings are kept, everything else is read over.</summary>
sealed partial class RubyScanner
{
    void String(char quote)
    {
        var start = ++_at;
        var interpolates = false;
        while (_at < _text.Length && _text[_at] != quote)
        {
            if (_text[_at] == '\\') _at++;
            else if (quote != '\'' && _text[_at] == '#' && _at + 1 < _text.Length && _text[_at + 1] == '{')
            {
                interpolates = true;
                Interpolation();
                continue;
            }

            _at++;
        }

        var end = Math.Min(_at, _text.Length);
        _at = end + 1;
        // "name": value
        var label = _at < _text.Length && _text[_at] == ':' && _at + 1 < _text.Length && _text[_at + 1] == ' ';
        _tokens.Add(new(label ? RubyTokenKind.Label : RubyTokenKind.String, _text[start..end], start, interpolates));
        if (label) _at++;
    }

    void Interpolation()
    {
        var depth = 0;
        for (; _at < _text.Length; _at++)
        {
            if (_text[_at] == '{') depth++;
            else if (_text[_at] == '}' && --depth == 0)
            {
                _at++;
                return;
            }
            else if (_text[_at] == '\n') return;
        }
    }

    /// <summary><c>&lt;&lt;-EOH</c>, <c>&lt;&lt;~'EOS'</c>: what follows on the line is code, the lines after it are not.</summary>
    bool Document()
    {
        var at = _at + 2;
        if (at >= _text.Length || _text[_at + 1] != '<') return false;
        var marked = _text[at] is '-' or '~';
        if (marked) at++;
        var quote = at < _text.Length && _text[at] is '"' or '\'' ? _text[at++] : '\0';
        var start = at;
        while (at < _text.Length && (char.IsLetterOrDigit(_text[at]) || _text[at] == '_')) at++;
        // Without a mark or quote only capitals count, so that "a << b" stays code.
        if (at == start || (!marked && quote == '\0' && !char.IsUpper(_text[start]))) return false;
        _documents.Enqueue(_text[start..at]);
        _at = quote != '\0' && at < _text.Length && _text[at] == quote ? at + 1 : at;
        _tokens.Add(new(RubyTokenKind.Mark, "<<", start - 2 < 0 ? 0 : start - 2));
        return true;
    }

    /// <summary><c>%w(a b)</c>, <c>%q{...}</c>: read over.</summary>
    bool Percent()
    {
        if (_at + 2 >= _text.Length || _text[_at + 1] is not ('w' or 'W' or 'q' or 'Q' or 'i' or 'r') || char.IsLetterOrDigit(_text[_at + 2]) || char.IsWhiteSpace(_text[_at + 2])) return false;
        var open = _text[_at + 2];
        var close = open switch { '(' => ')', '[' => ']', '{' => '}', '<' => '>', _ => open };
        var depth = 1;
        for (var at = _at + 3; at < _text.Length; at++)
        {
            if (_text[at] == '\\') at++;
            else if (_text[at] == close && --depth == 0)
            {
                _tokens.Add(new(RubyTokenKind.Mark, "%", _at));
                _at = at + 1;
                return true;
            }
            else if (_text[at] == open && open != close) depth++;
        }

        return false;
    }

    /// <summary>A slash begins a regular expression where a value can begin; else it divides.</summary>
    bool Regex()
    {
        var before = _tokens.Count > 0 ? _tokens[^1] : default;
        var value = before.Kind is RubyTokenKind.String or RubyTokenKind.Symbol || (before.Kind == RubyTokenKind.Mark && before.Text is ")" or "]" or "}");
        if (value || (before.Kind == RubyTokenKind.Word && (_at == 0 || _text[_at - 1] != ' ' || (_at + 1 < _text.Length && _text[_at + 1] == ' ')))) return false;
        for (var at = _at + 1; at < _text.Length && _text[at] != '\n'; at++)
        {
            if (_text[at] == '\\') at++;
            else if (_text[at] == '/')
            {
                _tokens.Add(new(RubyTokenKind.Mark, "/", _at));
                _at = at + 1;
                return true;
            }
        }

        return false;
    }
}
