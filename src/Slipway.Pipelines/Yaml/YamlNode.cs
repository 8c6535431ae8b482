namespace Slipway.Pipelines.Yaml;

/// <summary>A value of a configuration. Immutable: aliases, extended jobs and references share nodes.</summary>
abstract class YamlNode(YamlPlace place, long size)
{
    /// <summary>Nodes that a walk through this one meets, shared ones each time; saturates.</summary>
    public long Size { get; } = size;

    public YamlPlace Place { get; } = place;

    /// <summary>For messages: "a list", "the number 3".</summary>
    public abstract string Kind { get; }

    /// <summary>So large that nothing walks through it any more.</summary>
    public const long Endless = long.MaxValue / 4;

    protected static long Sum(IEnumerable<YamlNode> nodes)
    {
        var sum = 1L;
        foreach (var node in nodes) sum = Math.Min(Endless, sum + node.Size);
        return sum;
    }
}

enum ScalarType
{
    Null,
    Boolean,
    Number,
    Text,

    /// <summary>Stands for what could not be found, which is told already.</summary>
    Missing,
}

/// <param name="text">As written; <c>true</c> or <c>false</c> for every spelling of a boolean; empty for null.</param>
sealed class YamlScalar(YamlPlace place, string text, ScalarType type) : YamlNode(place, 1)
{
    public string Text => text;

    public ScalarType Type => type;

    public override string Kind => type switch
    {
        ScalarType.Null or ScalarType.Missing => "nothing",
        ScalarType.Boolean => $"the boolean {text}",
        ScalarType.Number => $"the number {text}",
        _ => $"the text \"{(text.Length > 40 ? text[..40] + "…" : text)}\"",
    };
}

sealed class YamlList(YamlPlace place, IReadOnlyList<YamlNode> items) : YamlNode(place, Sum(items))
{
    public IReadOnlyList<YamlNode> Items => items;

    public override string Kind => "a list";
}

/// <summary><c>!reference [.job, script]</c>.</summary>
sealed class YamlReference(YamlPlace place, IReadOnlyList<YamlScalar> path) : YamlNode(place, 1)
{
    public IReadOnlyList<YamlScalar> Path => path;

    public override string Kind => "a !reference";

    public override string ToString() => $"!reference [{string.Join(", ", path.Select(part => part.Text))}]";
}
