using System.Text;
using Slipway.Pipelines.Variables;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Inputs;

/// <summary>The functions after <c>|</c>: <c>expand_vars</c>, <c>truncate(offset, length)</c>, <c>posix_escape</c>, <c>split(separator)</c>.</summary>
sealed class InputFunctions(CompileRun run, VariableText variables)
{
    static readonly string[] s_names = ["expand_vars", "truncate(0, 8)", "posix_escape", "split(\",\")"];

    /// <summary>What the function makes of a value; the value itself where it cannot, which is told.</summary>
    public YamlNode Apply(string call, YamlNode value, YamlPlace at)
    {
        var open = call.IndexOf('(', StringComparison.Ordinal);
        var (name, arguments) = open < 0 || !call.EndsWith(')') ? (call, "") : (call[..open].TrimEnd(), call[(open + 1)..^1]);
        if (name is not ("expand_vars" or "truncate" or "posix_escape" or "split"))
            return Wrong(value, at, $"\"{name}\" is no function for inputs.", Reading.Suggestion.For(name, s_names));
        if (value is not YamlScalar { Type: ScalarType.Text } scalar) return Wrong(value, at, $"{name} takes text, and this is {value.Kind}.", null);
        if (name == "split") return new YamlList(at, [.. scalar.Text.Split(arguments.Trim().Trim('"', '\'') is { Length: > 0 } separator ? separator : ",").Select(part => new YamlScalar(at, part, ScalarType.Text))]);
        return new YamlScalar(at, name switch
        {
            "truncate" => Truncate(scalar.Text, arguments, at),
            "posix_escape" => Escape(scalar.Text),
            _ => variables.ExpandKnown(scalar.Text),
        }, ScalarType.Text);
    }

    YamlNode Wrong(YamlNode value, YamlPlace at, string message, string? remedy)
    {
        run.Diagnostics.Error(at, "ci.input-function", message, remedy);
        return value;
    }

    string Truncate(string text, string arguments, YamlPlace at)
    {
        var numbers = arguments.Split(',', StringSplitOptions.TrimEntries);
        if (numbers.Length == 2 && int.TryParse(numbers[0], out var offset) && int.TryParse(numbers[1], out var length) && offset >= 0 && length >= 0)
            return offset >= text.Length ? "" : text.Substring(offset, Math.Min(length, text.Length - offset));
        run.Diagnostics.Error(at, "ci.input-function", "truncate takes an offset and a length.", "Write truncate(0, 8).");
        return text;
    }

    /// <summary>A word for a POSIX shell.</summary>
    static string Escape(string text)
    {
        if (text.Length == 0) return "''";
        var output = new StringBuilder();
        foreach (var letter in text)
        {
            if (letter == '\n') output.Append("'\n'");
            else output.Append(char.IsAsciiLetterOrDigit(letter) || "_-.,:+/@".Contains(letter, StringComparison.Ordinal) || letter > 127 ? letter.ToString() : "\\" + letter);
        }

        return output.ToString();
    }
}
