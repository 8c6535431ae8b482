using System.Text.RegularExpressions;

namespace Slipway.DependencyUpdates.Managers.Omnibus;

/// <summary>A Ruby string with <c>#{...}</c> to a template: the version, what is commonly made of it, and the name.</summary>
static partial class RubyUrl
{
    /// <param name="derived">Variables that are made of the version: <c>minor_version = version.sub(/.\d*$/, "")</c>.</param>
    /// <returns>Null where something in it cannot be read.</returns>
    public static UrlTemplate? Read(string text, string? name, IReadOnlyDictionary<string, Spelling> derived)
    {
        var parts = new List<UrlPart>();
        var at = 0;
        while (text.IndexOf("#{", at, StringComparison.Ordinal) is >= 0 and var found)
        {
            var end = End(text, found + 2);
            if (end < 0) return null;
            if (found > at) parts.Add(new UrlPart.Literal(text[at..found]));
            var inner = text[(found + 2)..end].Trim();
            if (inner == "name" && name is not null) parts.Add(new UrlPart.Literal(name));
            else if (Expression(inner, derived) is { } spelling) parts.Add(new UrlPart.Version(spelling));
            else return null;
            at = end + 1;
        }

        if (at < text.Length) parts.Add(new UrlPart.Literal(text[at..]));
        return new(parts);
    }

    /// <summary><c>version</c>, <c>default_version.tr('.', '-')</c>, <c>version.match(/^(\d+\.\d+)/)[0]</c> and their like; null for others.</summary>
    public static Spelling? Expression(string text, IReadOnlyDictionary<string, Spelling> derived)
    {
        var word = Word().Match(text);
        if (!word.Success) return null;
        List<SpellingStep> steps = [];
        if (derived.TryGetValue(word.Value, out var known)) steps.AddRange(known.Steps);
        else if (word.Value is not ("version" or "default_version")) return null;
        var rest = text[word.Length..];
        while (rest.Length > 0)
        {
            if (Print().Match(rest) is { Success: true } print) rest = rest[print.Length..];
            else if (Tr().Match(rest) is { Success: true } tr)
            {
                var to = tr.Groups["to"].Value;
                steps.Add(to.Length == 0 ? new SpellingStep.Remove(tr.Groups["from"].Value[0]) : new SpellingStep.Replace(tr.Groups["from"].Value[0], to[0]));
                rest = rest[tr.Length..];
            }
            else if (Drop().Match(rest) is { Success: true } drop)
            {
                var what = drop.Groups["what"].Value;
                steps.Add(drop.Groups["end"].Value == "prefix" ? new SpellingStep.DropPrefix(what) : new SpellingStep.DropSuffix(what));
                rest = rest[drop.Length..];
            }
            else if (LeadingNumbers().Match(rest) is { Success: true } leading)
            {
                steps.Add(new SpellingStep.First(leading.Groups["one"].Success ? 1 : 2));
                rest = rest[leading.Length..];
            }
            else if (Split().Match(rest) is { Success: true } split)
            {
                steps.Add(new SpellingStep.First(split.Groups["last"].Success ? split.Groups["last"].Value[0] - '0' + 1 : split.Groups["count"].Success ? split.Groups["count"].Value[0] - '0' : 1));
                rest = rest[split.Length..];
            }
            else if (WithoutLast().Match(rest) is { Success: true } without)
            {
                steps.Add(new SpellingStep.WithoutLast());
                rest = rest[without.Length..];
            }
            else return null;
        }

        return new(steps);
    }

    static int End(string text, int from)
    {
        var depth = 1;
        for (var at = from; at < text.Length; at++)
        {
            if (text[at] == '{') depth++;
            else if (text[at] == '}' && --depth == 0) return at;
        }

        return -1;
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]*", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"^(?:\.print(?:\((?:true|false)\))?|\.to_s|\.chomp|\.strip)", RegexOptions.NonBacktracking)]
    private static partial Regex Print();

    [GeneratedRegex(@"^\.(?:tr|gsub)\(['""](?<from>[^'""\\])['""], *['""](?<to>[^'""\\]?)['""]\)", RegexOptions.NonBacktracking)]
    private static partial Regex Tr();

    [GeneratedRegex(@"^\.delete_(?<end>prefix|suffix)\(['""](?<what>[^'""]*)['""]\)", RegexOptions.NonBacktracking)]
    private static partial Regex Drop();

    [GeneratedRegex(@"^(?:\.match\(/\^\(?(?:(?<one>\\d\+)|\\d\+\\\.\\d\+)\)?/\)\[[01]\]|\[/\^?\(?(?:(?<one>\\d\+)|\\d\+\\\.\\d\+)\)?/(?:, ?1)?\])", RegexOptions.NonBacktracking)]
    private static partial Regex LeadingNumbers();

    [GeneratedRegex(@"^\.split\(['""]\.['""]\)(?:\[0\.\.(?<last>[0-3])\]\.join\(['""]\.['""]\)|\[0, ?(?<count>[1-4])\]\.join\(['""]\.['""]\)|\.(?:first|take)\((?<count>[1-4])\)\.join\(['""]\.['""]\)|\[0\]|\.first)", RegexOptions.NonBacktracking)]
    private static partial Regex Split();

    [GeneratedRegex(@"^\.sub\(/\\?\.\\d[*+]\$/, *['""]['""]\)", RegexOptions.NonBacktracking)]
    private static partial Regex WithoutLast();
}
