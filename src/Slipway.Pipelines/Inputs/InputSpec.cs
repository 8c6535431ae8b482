using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Inputs;

enum InputType
{
    Text,
    Number,
    Boolean,
    List,
}

/// <param name="Default">Null: the input must be given.</param>
/// <param name="Options">Null: any value.</param>
sealed record InputDefinition(string Name, InputType Type, YamlNode? Default, IReadOnlyList<string>? Options, string? Regex);

/// <summary>The header <c>spec:inputs</c> of a file.</summary>
static class InputSpec
{
    static readonly Dictionary<string, string> s_unsupported = new(StringComparer.Ordinal)
    {
        ["rules"] = "Use options, or rules of the jobs.",
        ["include"] = "Write the inputs into the file.",
        ["component"] = "Use inputs.",
    };

    public static IReadOnlyList<InputDefinition> Read(YamlMap header, CompileRun run)
    {
        var top = new Block(header, "The header", run.Diagnostics);
        var inputs = new List<InputDefinition>();
        if (top.Inner("spec") is { } spec)
        {
            spec.Text("description");
            if (spec.Inner("inputs") is { } all)
            {
                foreach (var entry in all.Map.Entries) inputs.Add(One(all, entry));
            }

            spec.Done(s_unsupported);
        }

        top.Done();
        return inputs;
    }

    static InputDefinition One(Block all, YamlEntry entry)
    {
        if (all.Take(entry.Name) is null) return new(entry.Name, InputType.Text, null, null, null);
        if (all.Inner(entry.Name) is not { } block) return new(entry.Name, InputType.Text, null, null, null);
        var type = block.Choice("type", ("string", InputType.Text), ("number", InputType.Number), ("boolean", InputType.Boolean), ("array", InputType.List)) ?? InputType.Text;
        block.Text("description");
        var options = block.Items("options")?.OfType<YamlScalar>().Select(option => option.Text).ToList();
        var definition = new InputDefinition(entry.Name, type, block.Map.Find("default") is null ? null : block.Take("default") ?? new YamlScalar(block.At("default"), "", ScalarType.Text), options, block.Text("regex"));
        block.Done(s_unsupported);
        return definition;
    }
}
