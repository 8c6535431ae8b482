using System.Text;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Inputs;

/// <summary>Puts inputs into a file's text: <c>$[[ inputs.name | function ]]</c>. What is no text goes in as JSON.</summary>
sealed class InputText(CompileRun run, YamlFile file, IReadOnlyDictionary<string, YamlNode> values, InputFunctions functions)
{
    const int MaxBlocks = 10_000;

    readonly List<int> _lines = [];

    /// <summary>The text with its inputs, and for each of its lines the line of the file.</summary>
    /// <param name="firstLine">The line of the file that the text begins on.</param>
    public (string Text, int[] Lines) Fill(string text, int firstLine)
    {
        var output = new StringBuilder(text.Length);
        var (at, line, lineStart, blocks) = (0, firstLine, 0, 0);
        _lines.Add(firstLine);
        for (var open = text.IndexOf("$[[", StringComparison.Ordinal); open >= 0; open = text.IndexOf("$[[", at, StringComparison.Ordinal))
        {
            Copy(output, text, at, open, ref line, ref lineStart);
            var place = new YamlPlace(file, line, open - lineStart + 1);
            var close = text.IndexOf("]]", open, StringComparison.Ordinal);
            if (close < 0 || text.AsSpan(open, close - open).Contains('\n')) close = open + 1;
            else if (++blocks > MaxBlocks) throw new LimitException(place, $"{file.Name} has more than {MaxBlocks} places for inputs.", null);
            else Insert(output, Value(text[(open + 3)..close].Trim(), text[open..(close + 2)], place), line, place);
            at = close + 2;
            if (close == open + 1) output.Append(text, open, 3);
        }

        Copy(output, text, at, text.Length, ref line, ref lineStart);
        return (output.ToString(), [.. _lines]);
    }

    void Copy(StringBuilder output, string text, int from, int to, ref int line, ref int lineStart)
    {
        output.Append(text, from, to - from);
        for (var newline = text.IndexOf('\n', from, to - from); newline >= 0; newline = text.IndexOf('\n', newline + 1, to - newline - 1))
        {
            _lines.Add(++line);
            lineStart = newline + 1;
        }
    }

    void Insert(StringBuilder output, string value, int line, YamlPlace place)
    {
        output.Append(value);
        if (output.Length > run.Limits.FileBytes * 4L) throw new LimitException(place, $"{file.Name} becomes too large once its inputs are put in.", null);
        for (var newlines = value.AsSpan().Count('\n'); newlines > 0; newlines--) _lines.Add(line);
    }

    string Value(string expression, string written, YamlPlace place)
    {
        var parts = expression.Split('|', StringSplitOptions.TrimEntries);
        if (parts[0].StartsWith("matrix.", StringComparison.Ordinal)) return written; // put in where needs are linked
        if (!parts[0].StartsWith("inputs.", StringComparison.Ordinal) || !values.TryGetValue(parts[0]["inputs.".Length..], out var value))
        {
            run.Diagnostics.Error(place, "ci.unknown-input", $"\"{parts[0]}\" is no input of {file.Name}.", Reading.Suggestion.For(parts[0], values.Keys.Select(name => "inputs." + name)) ?? "Declare it under spec:inputs.");
            return "";
        }

        foreach (var function in parts.Skip(1)) value = functions.Apply(function, value, place);
        return value is YamlScalar { Type: not ScalarType.Null } scalar ? scalar.Text : InputValues.Flow(value);
    }
}
