using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Reading;

/// <summary>Lists and maps in a map.</summary>
sealed partial class Block
{
    /// <summary>GitLab's limit.</summary>
    public const int MaxNesting = 10;

    /// <summary>A map under a key; null where there is none.</summary>
    public Block? Inner(string name)
    {
        var node = Take(name);
        if (node is YamlMap inner) return Of(inner, name);
        if (node is not null) Wrong(name, node, "a map");
        return null;
    }

    public Block Of(YamlMap inner, string name) => new(inner, $"{what}, {name}", diagnostics);

    /// <summary>The items of a list, lists in it opened; null where there is none.</summary>
    public List<YamlNode>? Items(string name)
    {
        var node = Take(name);
        if (node is YamlList list) return Flat(list, name);
        if (node is not null) Wrong(name, node, "a list");
        return null;
    }

    public List<YamlNode> Flat(YamlList list, string name)
    {
        var items = new List<YamlNode>();
        Flatten(list, name, items, 1);
        return items;
    }

    /// <summary>A list of texts; null where there is none.</summary>
    public List<string>? Texts(string name) => Items(name) is { } items ? [.. Words(items, name)] : null;

    /// <summary>One text or a list of them; null where there is none.</summary>
    public List<string>? OneOrMore(string name) => Take(name) is YamlScalar { Type: ScalarType.Text or ScalarType.Number } one ? [one.Text] : Texts(name);

    /// <summary>One number or a list of them.</summary>
    public List<int>? Integers(string name)
    {
        IReadOnlyList<YamlNode>? items = Take(name) is YamlScalar one ? [one] : Items(name);
        if (items is null) return null;
        var numbers = new List<int>();
        foreach (var item in items)
        {
            if (item is YamlScalar { Type: ScalarType.Number } scalar && int.TryParse(scalar.Text, out var number)) numbers.Add(number);
            else Wrong(name, item, "a number");
        }

        return numbers;
    }

    IEnumerable<string> Words(List<YamlNode> items, string name)
    {
        foreach (var item in items)
        {
            if (item is YamlScalar { Type: ScalarType.Text or ScalarType.Number } scalar) yield return scalar.Text;
            else if (item is YamlScalar { Type: ScalarType.Boolean } word) Wrong(item, name, "text", $"Put {word.Text} in quotes.");
            else Wrong(name, item, "text");
        }
    }

    void Flatten(YamlList list, string name, List<YamlNode> into, int depth)
    {
        foreach (var item in list.Items)
        {
            if (item is not YamlList inner) into.Add(item);
            else if (depth < MaxNesting) Flatten(inner, name, into, depth + 1);
            else Wrong(item, name, $"lists in lists at most {MaxNesting} deep", null);
        }
    }
}
