using Slipway.DependencyUpdates.Files;

namespace Slipway.DependencyUpdates.Syntax.Xml;

/// <summary>
/// Elements, attributes and text with their places: what project files need. Comments, CDATA and instructions are read over; a document type,
/// and with it every entity that one could declare, is refused.
/// </summary>
sealed class XmlScanner(SourceFile file)
{
    const int MaxDepth = 100;

    readonly string _text = file.Text;
    readonly Stack<XmlElement> _open = new();
    int _at;

    /// <summary>A nameless element that holds the document's.</summary>
    /// <exception cref="UnreadableException">It is not XML, or passes a bound.</exception>
    public static XmlElement Read(SourceFile file) => new XmlScanner(file).Read();

    XmlElement Read()
    {
        var root = new XmlElement("", 0, []);
        _open.Push(root);
        while ((_at = _text.IndexOf('<', _at)) >= 0)
        {
            if (Starts("<!--")) Skip("-->");
            else if (Starts("<![CDATA[")) Skip("]]>");
            else if (Starts("<?")) Skip("?>");
            else if (Starts("<!")) throw Wrong("It has a document type.", "Project files need none: take it out.");
            else if (Starts("</")) Close();
            else Open();
        }

        if (_open.Count > 1) throw new UnreadableException(_open.Peek().Start, $"<{_open.Peek().Name}> is never closed.", $"Write </{_open.Peek().Name}>.");
        return root;
    }

    void Open()
    {
        var start = _at++;
        var name = Name();
        if (name.Length == 0) throw Wrong("A < begins no element.", "Write &lt; where the character is meant.");
        var attributes = new List<XmlText>();
        while (true)
        {
            Blank();
            if (_at >= _text.Length) throw new UnreadableException(start, $"<{name} is not closed.", "Write > or />.");
            if (Starts("/>") || _text[_at] == '>') break;
            attributes.Add(Attribute());
        }

        var element = new XmlElement(name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..], start, attributes);
        _open.Peek().Add(element);
        if (_text[_at] == '/')
        {
            _at += 2;
            element.End = start;
            return;
        }

        _at++;
        if (_open.Count > MaxDepth) throw Wrong($"Elements lie in each other more than {MaxDepth} deep.", "Make it flatter.");
        _open.Push(element);
        var end = _text.IndexOf('<', _at);
        if (end < 0 || !_text.AsSpan(end).StartsWith("</")) return;
        var raw = _text.AsSpan(_at, end - _at);
        element.Content = new(element.Name, _at + raw.Length - raw.TrimStart().Length, raw.Trim().ToString());
    }

    XmlText Attribute()
    {
        var start = _at;
        var name = Name();
        Blank();
        if (name.Length == 0 || !Starts("=")) throw new UnreadableException(start, "An attribute has no value.", "Write name=\"value\".");
        _at++;
        Blank();
        if (_at >= _text.Length || _text[_at] is not ('"' or '\'')) throw new UnreadableException(start, $"The value of {name} has no quotes.", "Write name=\"value\".");
        var from = _at + 1;
        var end = _text.IndexOf(_text[_at], from);
        if (end < 0) throw new UnreadableException(start, $"The value of {name} has no end.", "Write the second quote.");
        _at = end + 1;
        return new(name, from, _text[from..end]);
    }

    void Close()
    {
        var start = _at;
        _at += 2;
        var name = Name();
        Blank();
        var local = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (_open.Count == 1 || _open.Peek().Name != local || !Starts(">"))
            throw new UnreadableException(start, $"</{name}> closes nothing.", _open.Count == 1 ? "Take it out." : $"</{_open.Peek().Name}> is expected.");
        _at++;
        _open.Pop().End = start;
    }

    string Name()
    {
        var from = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is ':' or '_' or '-' or '.')) _at++;
        return _text[from.._at];
    }

    void Blank()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
    }

    bool Starts(string with) => _text.AsSpan(_at).StartsWith(with, StringComparison.Ordinal);

    void Skip(string end)
    {
        var found = _text.IndexOf(end, _at, StringComparison.Ordinal);
        if (found < 0) throw Wrong($"{end} is missing.", $"Write {end}.");
        _at = found + end.Length;
    }

    UnreadableException Wrong(string message, string remedy) => new(_at, message, remedy);
}
