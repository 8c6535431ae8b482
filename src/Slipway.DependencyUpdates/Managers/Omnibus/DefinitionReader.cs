using System.Text.RegularExpressions;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Syntax.Ruby;

namespace Slipway.DependencyUpdates.Managers.Omnibus;

/// <summary>Walks the statements of a definition. What it does not know, it passes over: a definition is a program.</summary>
sealed partial class DefinitionReader
{
    readonly SourceFile _file;
    readonly IReadOnlyList<RubyToken> _tokens;
    readonly Definition _definition;
    readonly Dictionary<string, Spelling> _derived = new(StringComparer.Ordinal);
    readonly Dictionary<string, Place> _literals = new(StringComparer.Ordinal);
    readonly HashSet<string> _versionObjects = new(StringComparer.Ordinal);

    DefinitionReader(SourceFile file) => (_file, _tokens, _definition) = (file, RubyScanner.Read(file), new(file));

    public static Definition Read(SourceFile file)
    {
        var reader = new DefinitionReader(file);
        reader.Walk();
        return reader._definition;
    }

    void Walk()
    {
        for (var at = 0; at < _tokens.Count; at++)
        {
            if (_tokens[at].Kind == RubyTokenKind.Comment) ReadComment(_tokens[at].Text);
            else if (_tokens[at].Kind == RubyTokenKind.Word && Begins(at)) Statement(at);
        }
    }

    /// <summary>A word begins a statement after a line's end, a brace or one of the words that open a body.</summary>
    bool Begins(int at) => at == 0 || _tokens[at - 1] is { Kind: RubyTokenKind.NewLine or RubyTokenKind.Comment } or { Kind: RubyTokenKind.Mark, Text: "{" or ";" or "|" } or { Kind: RubyTokenKind.Word, Text: "do" or "then" or "else" or "begin" };

    void Statement(int at)
    {
        var word = _tokens[at];
        if (Peek(at + 1) is { Kind: RubyTokenKind.Mark, Text: "=" } && Peek(at + 2) is not { Kind: RubyTokenKind.Mark, Text: "=" or "~" }) Assignment(at);
        else if (!_assigned.Contains(at)) Call(word.Text, at);
    }

    readonly HashSet<int> _assigned = [];

    void Call(string word, int at)
    {
        var argument = at + 1 + (Peek(at + 1) is { Kind: RubyTokenKind.Mark, Text: "(" } ? 1 : 0);
        switch (word)
        {
            case "name" when Text(argument) is { } name:
                _definition.Name ??= name.Text;
                break;
            case "default_version":
                DefaultVersion(argument);
                break;
            case "version":
                Version(at, argument);
                break;
            case "source" or "internal_source":
                Source(at);
                break;
            case "license" when Text(argument) is { } license:
                _definition.License ??= license.Text;
                break;
            case "dependency" when Text(argument) is { } dependency:
                _definition.Dependencies.Add(dependency.Text);
                break;
            case "patch":
                Patch(at);
                break;
            case "gem" or "command":
                Install(at);
                break;
        }
    }

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

    void Source(int at)
    {
        var end = StatementEnd(at);
        if (Find(at, "source_args", 10))
        {
            ReadBundle(at, end);
            return;
        }

        if (Label(at, end, "url") is { } url) _definition.Archives.Add(new(Template(url), url.Text, Checksums(at, end)));
        else if (Label(at, end, "git") is { } git && !git.Interpolates) _definition.Git ??= git.Text;
        else if (HasLabel(at, end, "git")) _definition.GitOfCustomSource = true;
        else if (HasLabel(at, end, "path")) _definition.Local = true;
    }

    void ReadBundle(int at, int end)
    {
        var strings = Enumerable.Range(at, end - at).Select(i => _tokens[i]).Where(token => token.Kind == RubyTokenKind.String).ToList();
        var sum = strings.FirstOrDefault(token => Hex().IsMatch(token.Text));
        var checksum = sum.Text is null ? (Place?)null : _file.Place(sum.Start, sum.Text.Length);
        // (name, VERSION, sum, arch): the second argument.
        var comma = Enumerable.Range(at, end - at).FirstOrDefault(i => _tokens[i] is { Kind: RubyTokenKind.Mark, Text: "," }, -1);
        var version = comma < 0 ? default : Peek(comma + 1);
        var literal = version is { Kind: RubyTokenKind.String, Interpolates: false } ? _file.Place(version.Start, version.Text.Length) : (Place?)null;
        _definition.Bundles.Add(new(literal, version.Text ?? "", checksum));
    }

    void Patch(int at)
    {
        var end = StatementEnd(at);
        if (Label(at, end, "source") is not { } source) return;
        var strip = 1;
        for (var i = at; i < end - 1; i++)
        {
            if (_tokens[i] is { Kind: RubyTokenKind.Label, Text: "plevel" } && Number(_tokens[i + 1].Start) is { } level) strip = level;
        }

        var path = RubyUrl.Read(source.Text, _definition.Name, _derived)?.ToString();
        var elsewhere = HasLabel(at, end, "cwd") || HasLabel(at, end, "target");
        if (path is not null) _definition.Patches.Add(new(path, strip, elsewhere ? null : ""));
    }

    /// <summary><c>gem "install patroni --version '#{version}'"</c>, <c>command "pip install docutils==#{version}"</c>.</summary>
    void Install(int at)
    {
        var strings = StatementStrings(at);
        var said = string.Concat(strings.Select(token => token.Text));
        foreach (var token in strings)
        {
            foreach (Match pin in PinnedInstall().Matches(token.Text)) _definition.Pins.Add((pin.Groups["name"].Value, _file.Place(token.Start + pin.Groups["version"].Index, pin.Groups["version"].Length)));
        }

        if (PipInstall().Match(said) is { Success: true } pip) _definition.Installed ??= ("pypi", Expand(pip.Groups["name"].Value));
        else if (GemInstall().Match((_tokens[at].Text == "gem" ? "gem " : "") + said) is { Success: true } gem) _definition.Installed ??= ("rubygems", Expand(gem.Groups["name"].Value));
    }

    string Expand(string name) => name == "#{name}" ? _definition.Name ?? name : name;

    void ReadComment(string text)
    {
        if (VersionListComment().Match(text) is { Success: true } found) _definition.VersionList = (found.Groups["url"].Value, found.Groups["filter"].Success ? found.Groups["filter"].Value : null);
    }

    UrlTemplate? Template(RubyToken url)
    {
        var template = url.Interpolates ? RubyUrl.Read(url.Text, _definition.Name, _derived) : UrlTemplate.Of(url.Text, _definition.Current);
        return template;
    }

    [GeneratedRegex("^[0-9a-fA-F]{32,128}$", RegexOptions.NonBacktracking)]
    private static partial Regex Hex();

    [GeneratedRegex(@"\bpip3? install\b.*?(?<name>#\{name\}|[A-Za-z0-9_.-]+)(?:\[[a-z,]*\])?==#\{(?:default_)?version", RegexOptions.NonBacktracking)]
    private static partial Regex PipInstall();

    [GeneratedRegex(@"\bpip3? install\b[^#]*? (?<name>[A-Za-z0-9_.-]+)(?:\[[a-z,]*\])?==(?<version>[0-9][0-9A-Za-z.]*)", RegexOptions.NonBacktracking)]
    private static partial Regex PinnedInstall();

    [GeneratedRegex(@"\b(?:gem|gem'\)\}|gem""\)\}) install (?<name>#\{name\}|[a-z0-9_-]+)", RegexOptions.NonBacktracking)]
    private static partial Regex GemInstall();

    [GeneratedRegex(@"^#\s*version_list:\s+url=(?<url>\S+)(?:\s+filter=(?<filter>\S+))?", RegexOptions.NonBacktracking)]
    private static partial Regex VersionListComment();
}
