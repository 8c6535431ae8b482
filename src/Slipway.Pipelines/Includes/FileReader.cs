using Slipway.Pipelines.Inputs;
using Slipway.Pipelines.Variables;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Includes;

/// <summary>A file's text to its map: header, inputs, YAML.</summary>
sealed class FileReader(CompileRun run, VariableText variables)
{
    /// <summary>Null where the file is wrong, which is told.</summary>
    /// <param name="inputs">Null: none given.</param>
    /// <param name="at">Where it is included.</param>
    public YamlMap? Read(string text, string name, YamlMap? inputs, YamlPlace at)
    {
        var errors = run.Diagnostics.Errors.Count;
        var file = new YamlFile(name);
        var first = YamlReader.First(text, file, run.Limits.YamlDepth, run.Diagnostics, out var next);
        var header = first is YamlMap map && map.Find("spec") is not null && (next >= 0 || map.Entries.Count == 1) ? map : null;
        if (header is null)
        {
            if (next >= 0 && first is not null) run.Diagnostics.Error(new(file, 1, 1), "ci.documents", $"{name} has several documents, and the first is no header with spec.", "Take out the line with ---.");
            if (inputs is { Entries.Count: > 0 }) run.Diagnostics.Error(inputs.Place, "ci.unknown-input", $"{name} takes no inputs.", "Declare them in a header with spec:inputs.");
            return Map(first, file, errors);
        }

        var values = new InputBinder(run, name).Bind(InputSpec.Read(header, run), inputs, at);
        if (next < 0) run.Diagnostics.Error(header.Place, "ci.documents", $"{name} has a header and nothing after it.", "Write --- and then the jobs.");
        if (values is null || next < 0 || run.Diagnostics.Errors.Count > errors) return null;
        var (filled, lines) = new InputText(run, file, values, new InputFunctions(run, variables)).Fill(text[next..], text.AsSpan(0, next).Count('\n') + 1);
        if (run.Diagnostics.Errors.Count > errors) return null;
        var mapped = new YamlFile(name, lines);
        return Map(YamlReader.First(filled, mapped, run.Limits.YamlDepth, run.Diagnostics, out _), mapped, errors);
    }

    YamlMap? Map(YamlNode? node, YamlFile file, int errors)
    {
        if (node is YamlMap map)
        {
            if (map.Size > run.Limits.YamlNodes) throw new LimitException(map.Place, $"{file.Name} has more than {run.Limits.YamlNodes} values once its aliases are followed.", "Repeat less: a list in a list in a list grows fast.");
            return map;
        }

        if (run.Diagnostics.Errors.Count == errors)
            run.Diagnostics.Error(new(file, node is null ? 0 : node.Place.Line, node is null ? 0 : 1), "ci.empty", node is null or YamlScalar { Type: ScalarType.Null } ? $"{file.Name} is empty." : $"{file.Name} is {node.Kind}, and must be a map of jobs.", null);
        return null;
    }
}
