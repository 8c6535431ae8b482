using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Extends;

/// <summary>Puts what <c>!reference</c> names in its place, before <c>extends</c> is followed, as GitLab does. Each node is walked through once.</summary>
sealed class References(YamlMap root, CompileRun run)
{
    const int MaxDepth = 10;

    readonly Dictionary<YamlNode, YamlNode> _done = new(ReferenceEqualityComparer.Instance);
    readonly HashSet<YamlNode> _under = new(ReferenceEqualityComparer.Instance);

    /// <exception cref="LimitException">It grows beyond the limit of nodes.</exception>
    public static YamlMap Resolve(YamlMap root, CompileRun run)
    {
        var resolved = (YamlMap)new References(root, run).Node(root, 0);
        return resolved.Size <= run.Limits.YamlNodes
            ? resolved
            : throw new LimitException(root.Place, $"The configuration has more than {run.Limits.YamlNodes} values once aliases and references are followed.", "Repeat less: a list in a list in a list grows fast.");
    }

    /// <summary>One value of a map, its references followed into the map; the rest of the map is not looked at.</summary>
    public static YamlNode Resolve(YamlNode value, YamlMap root, CompileRun run) => new References(root, run).Node(value, 0);

    YamlNode Node(YamlNode node, int depth)
    {
        if (node is YamlScalar) return node;
        if (_done.TryGetValue(node, out var known)) return known;
        var made = node switch
        {
            YamlReference reference => Found(reference, depth),
            YamlList list => List(list, depth),
            YamlMap map => Map(map, depth),
            _ => node,
        };
        return _done[node] = made;
    }

    YamlNode List(YamlList list, int depth)
    {
        var items = list.Items.Select(item => Node(item, depth)).ToList();
        return items.Zip(list.Items).All(pair => ReferenceEquals(pair.First, pair.Second)) ? list : new YamlList(list.Place, items);
    }

    YamlNode Map(YamlMap map, int depth)
    {
        var entries = map.Entries.Select(entry => Node(entry.Value, depth) is var value && ReferenceEquals(value, entry.Value) ? entry : entry with { Value = value }).ToList();
        return entries.Zip(map.Entries).All(pair => ReferenceEquals(pair.First, pair.Second)) ? map : new YamlMap(map.Place, entries);
    }

    YamlNode Found(YamlReference reference, int depth)
    {
        var nothing = new YamlScalar(reference.Place, "", ScalarType.Missing);
        if (depth >= MaxDepth || !_under.Add(reference))
        {
            run.Diagnostics.Error(reference.Place, "ci.reference", $"{reference} goes in a circle, or through more than {MaxDepth} references.", null);
            return nothing;
        }

        YamlNode? at = root;
        foreach (var part in reference.Path)
        {
            if (at is YamlReference inner) at = Node(inner, depth + 1);
            var parent = at as YamlMap;
            at = parent?[part.Text];
            if (at is not null) continue;
            run.Diagnostics.Error(
                reference.Place, "ci.reference", $"{reference} names nothing: there is no \"{part.Text}\"{(parent is null ? "" : ReferenceEquals(parent, root) ? " at the top" : " there")}.",
                parent is null ? null : Reading.Suggestion.For(part.Text, parent.Entries.Select(entry => entry.Name)) ?? "What a job gets by extends cannot be referred to.");
            break;
        }

        var value = at is null ? nothing : Node(at, depth + 1);
        _under.Remove(reference);
        return value;
    }
}
