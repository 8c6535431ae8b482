using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Slipway.Pipelines.Yaml;

/// <summary>Text to nodes: anchors, aliases, merge keys, <c>!reference</c>. Bounded in depth; the size of aliases is counted, not copied.</summary>
sealed class YamlReader
{
    readonly Diagnostics _diagnostics;
    readonly YamlFile _file;
    readonly int _maxDepth;
    readonly Parser _parser;
    readonly Dictionary<string, YamlNode?> _anchors = new(StringComparer.Ordinal);

    YamlReader(string text, YamlFile file, int maxDepth, Diagnostics diagnostics)
    {
        (_file, _maxDepth, _diagnostics) = (file, maxDepth, diagnostics);
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
    }

    /// <summary>The first document, or null where there is none or where it is wrong, which is then told.</summary>
    /// <param name="next">Where in the text a second document begins; -1 where there is none.</param>
    public static YamlNode? First(string text, YamlFile file, int maxDepth, Diagnostics diagnostics, out int next)
    {
        next = -1;
        try
        {
            var reader = new YamlReader(text, file, maxDepth, diagnostics);
            reader._parser.Consume<StreamStart>();
            if (reader._parser.Accept<StreamEnd>(out _)) return null;
            reader._parser.Consume<DocumentStart>();
            var node = reader.Node(0);
            reader._parser.Consume<DocumentEnd>();
            if (reader._parser.Accept<DocumentStart>(out var second)) next = (int)Math.Min(second.Start.Index, text.Length);
            return node;
        }
        catch (YamlException wrong)
        {
            var place = new YamlPlace(file, file.Line((int)wrong.Start.Line), (int)wrong.Start.Column);
            diagnostics.Error(place, "ci.yaml", $"The file is not valid YAML: {Sentence(wrong)}", "Look at the indentation and at quotes around values with : or # in them.");
            return null;
        }
        catch (Exception wrong) when (wrong is ArgumentException or InvalidOperationException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            diagnostics.Error(new(file, 0, 0), "ci.yaml", "The file is not valid YAML.", "Look for characters and escapes that YAML does not know.");
            return null;
        }
    }

    YamlNode Node(int depth)
    {
        var at = Place(_parser.Current is null && !_parser.MoveNext() ? Mark.Empty : _parser.Current!.Start);
        if (depth > _maxDepth)
            throw new LimitException(at, $"Lists and maps lie in each other more than {_maxDepth} deep.", null);
        if (_parser.TryConsume<AnchorAlias>(out var alias))
            return _anchors.TryGetValue(alias.Value.Value, out var known) && known is not null
                ? known
                : throw new YamlException(alias.Start, alias.End, $"*{alias.Value.Value} names no anchor before it.");
        if (_parser.TryConsume<Scalar>(out var scalar)) return Remember(scalar.Anchor, Scalar(scalar));
        if (_parser.TryConsume<SequenceStart>(out var list)) return List(list, depth);
        return Map(_parser.Consume<MappingStart>(), depth);
    }

    YamlScalar Scalar(Scalar scalar)
    {
        var place = Place(scalar.Start);
        CheckTag(scalar.Tag, place);
        return scalar.Style == ScalarStyle.Plain && (scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific)
            ? YamlScalars.Plain(place, scalar.Value)
            : new YamlScalar(place, scalar.Value, ScalarType.Text);
    }

    YamlNode List(SequenceStart start, int depth)
    {
        var place = Place(start.Start);
        Promise(start.Anchor);
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(depth + 1));
        if (!start.Tag.IsEmpty && start.Tag.Value == "!reference") return Remember(start.Anchor, Reference(place, items));
        CheckTag(start.Tag, place);
        return Remember(start.Anchor, new YamlList(place, items));
    }

    YamlNode Reference(YamlPlace place, List<YamlNode> items)
    {
        if (items.Count > 0 && items.TrueForAll(item => item is YamlScalar { Type: not ScalarType.Null })) return new YamlReference(place, [.. items.Cast<YamlScalar>()]);
        _diagnostics.Error(place, "ci.reference", "!reference takes a list of keys.", "Write !reference [.job, script].");
        return new YamlScalar(place, "", ScalarType.Missing);
    }

    YamlMap Map(MappingStart start, int depth)
    {
        var place = Place(start.Start);
        CheckTag(start.Tag, place);
        Promise(start.Anchor);
        var entries = new YamlEntries();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(depth + 1);
            var value = Node(depth + 1);
            if (key is not YamlScalar name)
                _diagnostics.Error(key.Place, "ci.yaml", $"A key is {key.Kind}, and must be text.", null);
            else if (name.Text == "<<" && !Merge(entries, value))
                _diagnostics.Error(value.Place, "ci.yaml", $"<< takes a map or a list of maps, and this is {value.Kind}.", "Write <<: *anchor.");
            else if (name.Text != "<<" && !entries.Set(name, value))
                _diagnostics.Warn(name.Place, "ci.duplicate-key", $"\"{name.Text}\" is here twice in one map; the last one counts.", "Take one out.");
        }

        return (YamlMap)Remember(start.Anchor, new YamlMap(place, entries.All));
    }

    /// <summary>As Ruby does: what is merged replaces the keys above it; of several maps the first wins.</summary>
    static bool Merge(YamlEntries entries, YamlNode value)
    {
        IReadOnlyList<YamlNode> maps = value is YamlList list ? list.Items : [value];
        foreach (var map in maps.Reverse())
        {
            if (map is not YamlMap merged) return false;
            foreach (var entry in merged.Entries) entries.Set(entry.Key, entry.Value);
        }

        return true;
    }

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

    void CheckTag(TagName tag, YamlPlace place)
    {
        if (!tag.IsEmpty && !tag.IsNonSpecific && !tag.Value.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal))
            _diagnostics.Error(place, "ci.tag", $"The tag {tag.Value} is not known.", "!reference, on a list, is the only one there is.");
    }

    YamlPlace Place(Mark mark) => new(_file, _file.Line((int)mark.Line), (int)mark.Column);

    static string Sentence(YamlException wrong)
    {
        var text = wrong.InnerException?.Message ?? wrong.Message;
        var end = text.IndexOf("): ", StringComparison.Ordinal);
        return (end < 0 || !text.StartsWith('(') ? text : text[(end + 3)..]).TrimEnd('.') + ".";
    }
}
