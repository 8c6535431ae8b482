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
    readonly HashSet<int> _assigned = [];

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

    void ReadComment(string text)
    {
        if (VersionListComment().Match(text) is { Success: true } found) _definition.VersionList = (found.Groups["url"].Value, found.Groups["filter"].Success ? found.Groups["filter"].Value : null);
    }

    [GeneratedRegex(@"^#\s*version_list:\s+url=(?<url>\S+)(?:\s+filter=(?<filter>\S+))?", RegexOptions.NonBacktracking)]
    private static partial Regex VersionListComment();
}
