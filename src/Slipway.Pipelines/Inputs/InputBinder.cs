using Slipway.Pipelines.Expressions;
using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Inputs;

/// <summary>Given values meet a file's spec.</summary>
sealed class InputBinder(CompileRun run, string file)
{
    /// <summary>A value for each input of the spec; null where something is wrong, which is told.</summary>
    /// <param name="given">Null: none.</param>
    /// <param name="at">Where the file is included.</param>
    public Dictionary<string, YamlNode>? Bind(IReadOnlyList<InputDefinition> spec, YamlMap? given, YamlPlace at)
    {
        var values = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        var good = true;
        foreach (var entry in (given?.Entries ?? []).Where(entry => !spec.Any(input => input.Name == entry.Name)))
            good = Fail(entry.Key.Place, "ci.unknown-input", $"{file} has no input \"{entry.Name}\".", Suggestion.For(entry.Name, spec.Select(input => input.Name)));
        foreach (var input in spec)
        {
            if ((given?[input.Name] ?? input.Default) is not { } value)
                good = Fail(at, "ci.missing-input", $"{file} needs the input \"{input.Name}\".", $"Give it under inputs, or give it a default in {file}.");
            else if (Fault(input, value) is { } fault)
                good = Fail(value.Place, "ci.wrong-input", $"The input \"{input.Name}\" of {file} is {value.Kind}, and must be {fault}.", null);
            else values[input.Name] = value;
        }

        return good ? values : null;
    }

    bool Fail(YamlPlace at, string code, string message, string? remedy)
    {
        run.Diagnostics.Error(at, code, message, remedy);
        return false;
    }

    string? Fault(InputDefinition input, YamlNode value)
    {
        var type = input.Type switch
        {
            InputType.Text when value is not YamlScalar { Type: ScalarType.Text } => "text, in quotes where it looks like a number",
            InputType.Number when value is not YamlScalar { Type: ScalarType.Number } => "a number",
            InputType.Boolean when value is not YamlScalar { Type: ScalarType.Boolean } => "true or false",
            InputType.List when value is not YamlList => "a list",
            _ => null,
        };
        if (type is not null || value is not YamlScalar scalar) return type;
        if (input.Options is not null && !input.Options.Contains(scalar.Text)) return "one of " + string.Join(", ", input.Options);
        if (input.Regex is null) return null;
        var (pattern, flags) = SafePattern.Split(input.Regex) ?? (input.Regex, "");
        if (run.Patterns.Get(pattern, flags, out var why) is not { } made) return $"like {input.Regex}, which is no pattern: {why}";
        return run.Patterns.Matches(made, scalar.Text) ? null : $"like {input.Regex}";
    }
}
