using Slipway.DependencyUpdates.Files;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Slipway.DependencyUpdates.Syntax.Yaml;

/// <summary>Text to nodes with their places. Bounded in depth and count; a key that is twice in a map is refused, aliases share their node.</summary>
sealed class YamlReader
{
    const int MaxDepth = 64;
    const int MaxNodes = 200_000;

    readonly Parser _parser;
    readonly string _text;
    readonly bool _tolerant;
    readonly Dictionary<string, YamlNode?> _anchors = new(StringComparer.Ordinal);
    int _nodes;

    YamlReader(string text, bool tolerant)
    {
        (_text, _tolerant) = (text, tolerant);
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
    }

    /// <summary>The last document, or null where there is none.</summary>
    /// <param name="tolerant">For files of other programs: tags are ignored, and the last of two same keys counts, as those programs read it.</param>
    /// <exception cref="UnreadableException">It is not YAML, or passes a bound.</exception>
    public static YamlNode? Read(SourceFile file, bool tolerant)
    {
        try
        {
            var reader = new YamlReader(file.Text, tolerant);
            reader._parser.Consume<StreamStart>();
            YamlNode? last = null;
            while (!reader._parser.Accept<StreamEnd>(out _))
            {
                reader._parser.Consume<DocumentStart>();
                last = reader.Node(0);
                reader._parser.Consume<DocumentEnd>();
            }

            return last;
        }
        catch (YamlException wrong)
        {
            throw new UnreadableException((int)Math.Clamp(wrong.Start.Index, 0, file.Text.Length), "The file is not valid YAML: " + Sentence(wrong), "Look at the indentation, and at quotes around values with : or # in them.");
        }
        catch (Exception wrong) when (wrong is ArgumentException or InvalidOperationException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            throw new UnreadableException(-1, "The file is not valid YAML.", "Look for characters and escapes that YAML does not know.");
        }
    }

    YamlNode Node(int depth)
    {
        var start = _parser.Current is null && !_parser.MoveNext() ? 0 : Index(_parser.Current!.Start);
        if (depth > MaxDepth) throw new UnreadableException(start, $"Lists and maps lie in each other more than {MaxDepth} deep.", "Make it flatter.");
        if (++_nodes > MaxNodes) throw new UnreadableException(start, $"The file has more than {MaxNodes} values.", "Split it.");
        if (_parser.TryConsume<AnchorAlias>(out var alias))
            return _anchors.GetValueOrDefault(alias.Value.Value) ?? throw new UnreadableException(start, $"*{alias.Value.Value} names no anchor before it.", "Write the anchor first.");
        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            CheckTag(scalar.Tag, start);
            return Remember(scalar.Anchor, ScalarOf(scalar));
        }

        if (_parser.TryConsume<SequenceStart>(out var list))
        {
            CheckTag(list.Tag, start);
            Promise(list.Anchor);
            var items = new List<YamlNode>();
            while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(depth + 1));
            return Remember(list.Anchor, new YamlList(start, items));
        }

        return Map(_parser.Consume<MappingStart>(), start, depth);
    }

    YamlNode Map(MappingStart map, int start, int depth)
    {
        CheckTag(map.Tag, start);
        Promise(map.Anchor);
        var entries = new List<KeyValuePair<YamlScalar, YamlNode>>();
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        var end = start;
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var at = Index(_parser.Current is null && !_parser.MoveNext() ? Mark.Empty : _parser.Current!.Start);
            var key = Node(depth + 1) as YamlScalar ?? throw new UnreadableException(at, "A key is a list or a map, and must be text.", "Write text before the colon.");
            var value = Node(depth + 1);
            end = _parser.Current is null ? end : Math.Max(end, End(value));
            if (index.TryAdd(key.Text, entries.Count)) entries.Add(new(key, value));
            else if (_tolerant) entries[index[key.Text]] = new(key, value);
            else throw new UnreadableException(key.Start, $"\"{key.Text}\" is here twice in one map.", "Take one out.");
        }

        return Remember(map.Anchor, new YamlMap(start, end, entries));
    }

    YamlScalar ScalarOf(Scalar scalar)
    {
        var quoted = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted;
        var start = Index(scalar.Start) + (quoted ? 1 : 0);
        // A block or folded scalar is elsewhere than where it begins, and an escape is longer than what it means.
        var same = start + scalar.Value.Length <= _text.Length && _text.AsSpan(start, scalar.Value.Length).SequenceEqual(scalar.Value)
            && scalar.Style is ScalarStyle.Plain or ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted;
        return new(start, scalar.Value, same ? scalar.Value.Length : 0, scalar.Style != ScalarStyle.Plain || !scalar.Tag.IsEmpty, same);
    }

    static int End(YamlNode node) => node switch
    {
        YamlScalar scalar => scalar.Start + scalar.Length,
        YamlMap map => map.End,
        YamlList { Items: [.., var last] } => End(last),
        _ => node.Start,
    };

    /// <summary>A circle (<c>&amp;a [*a]</c>) finds the anchor promised but not there.</summary>
    void Promise(AnchorName anchor)
    {
        if (!anchor.IsEmpty) _anchors[anchor.Value] = null;
    }

    YamlNode Remember(AnchorName anchor, YamlNode node)
    {
        if (!anchor.IsEmpty) _anchors[anchor.Value] = node;
        return node;
    }

    void CheckTag(TagName tag, int start)
    {
        if (!_tolerant && !tag.IsEmpty && !tag.IsNonSpecific && !tag.Value.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal))
            throw new UnreadableException(start, $"The tag {tag.Value} is not known.", "Take it out.");
    }

    int Index(Mark mark) => (int)Math.Clamp(mark.Index, 0, _text.Length);

    static string Sentence(YamlException wrong)
    {
        var text = wrong.InnerException?.Message ?? wrong.Message;
        var end = text.IndexOf("): ", StringComparison.Ordinal);
        return (end < 0 || !text.StartsWith('(') ? text : text[(end + 3)..]).TrimEnd('.') + ".";
    }
}
