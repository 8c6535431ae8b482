using System.Text.RegularExpressions;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Syntax.Ruby;

namespace Slipway.DependencyUpdates.Managers.Omnibus;

/// <summary>Where the source comes from, prebuilt archives, and patches.</summary>
sealed partial class DefinitionReader
{
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

    UrlTemplate? Template(RubyToken url)
    {
        var template = url.Interpolates ? RubyUrl.Read(url.Text, _definition.Name, _derived) : UrlTemplate.Of(url.Text, _definition.Current);
        return template;
    }

    [GeneratedRegex("^[0-9a-fA-F]{32,128}$", RegexOptions.NonBacktracking)]
    private static partial Regex Hex();
}
