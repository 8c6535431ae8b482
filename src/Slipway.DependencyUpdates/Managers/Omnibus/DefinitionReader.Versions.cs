using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Syntax.Ruby;

namespace Slipway.DependencyUpdates.Managers.Omnibus;

/// <summary>Versions: literals, variables, version objects, and the blocks of single versions.</summary>
sealed partial class DefinitionReader
{
    void Assignment(int at)
    {
        var name = _tokens[at].Text;
        var value = at + 2;
        if (Is(value, "Gitlab") && Find(value, "Version", 4) && StatementStrings(value) is var strings && Literal(value, "new") is { } first)
        {
            _versionObjects.Add(name);
            _definition.SourceName = first < 0 ? _definition.Name : _tokens[first].Text;
            var tag = first < 0 ? strings.FirstOrDefault() : strings.Count > 1 ? strings[1] : default;
            if (tag.Text is { Length: > 0 } && !tag.Interpolates) AddVersion(_file.Place(tag.Start, tag.Text.Length));
            else _definition.FromVersionsFile = true;
        }
        else if (Text(value) is { } literal && EndsAfter(value)) _literals[name] = _file.Place(literal.Start, literal.Text.Length);
        else if (RubyUrl.Expression(Rest(value), _derived) is { } spelling && name != "version") _derived[name] = spelling;
    }

    void DefaultVersion(int at)
    {
        if (Text(at) is { } literal && EndsAfter(at)) AddVersion(_file.Place(literal.Start, literal.Text.Length));
        else if (Peek(at) is { Kind: RubyTokenKind.Word } word && _versionObjects.Contains(word.Text))
        {
            // The version object's own tag, or its file's.
        }
        else if (Peek(at) is { Kind: RubyTokenKind.Word } variable && _literals.TryGetValue(variable.Text, out var place) && EndsAfter(at)) AddVersion(place);
        else _definition.Computed = true;
    }

    void AddVersion(Place place)
    {
        // Of several that are chosen between by code, none is the default.
        if (_definition.Versions.Count > 0 && _definition.Current != place.Text) _definition.Computed = true;
        else if (!_definition.Versions.Contains(place)) _definition.Versions.Add(place);
    }

    void Version(int at, int argument)
    {
        var literal = Text(argument);
        if (literal is null && Peek(argument) is not { Kind: RubyTokenKind.Word, Text: "default_version" } && !(Peek(argument) is { Kind: RubyTokenKind.Word } variable && _versionObjects.Contains(variable.Text))) return;
        if (literal is { Interpolates: true }) return;
        var open = argument;
        while (open < _tokens.Count && _tokens[open].Kind != RubyTokenKind.NewLine && !(_tokens[open] is { Kind: RubyTokenKind.Word, Text: "do" } or { Kind: RubyTokenKind.Mark, Text: "{" })) open++;
        if (open >= _tokens.Count || _tokens[open].Kind == RubyTokenKind.NewLine) return;
        var close = _tokens[open].Text == "{" ? Closing(open, "{", "}") : Ending(open);
        if (close < 0) return;
        var place = literal is { } text ? _file.Place(text.Start, text.Text.Length) : (Place?)null;
        var inner = Enumerable.Range(open + 1, close - open - 1).Where(i => _tokens[i].Kind == RubyTokenKind.Word && _tokens[i].Text == "source").ToList();
        var sums = inner.SelectMany(i => Checksums(i, close)).ToList();
        var url = inner.Select(i => Label(i, close, "url")).FirstOrDefault(found => found is not null);
        _definition.Blocks.Add(new(place, _tokens[at].Start, _tokens[close].End, sums, url is { } address ? Template(address) : null));
        for (var i = open + 1; i < close; i++) _assigned.Add(i);
    }
}
