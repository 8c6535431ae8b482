using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Keywords;

/// <summary>Lists of commands: <c>script</c>, <c>before_script</c>, <c>after_script</c>, and those of hooks and services.</summary>
static class ScriptReader
{
    /// <summary>Empty where the keyword is not there.</summary>
    public static IReadOnlyList<string> Read(Block block, string name)
    {
        var node = block.Take(name);
        if (node is YamlScalar { Type: ScalarType.Text } one) return one.Text.Length == 0 ? [] : [one.Text];
        if (node is not YamlList) return block.Texts(name) ?? [];
        var lines = new List<string>();
        foreach (var item in block.Items(name)!)
        {
            if (item is YamlScalar { Type: ScalarType.Text or ScalarType.Number } line) lines.Add(line.Text);
            else block.Wrong(item, name, "a command as text", item is YamlMap ? "The line has \": \" in it, which makes it a map: put it in single quotes." : "Put it in quotes.");
        }

        return lines;
    }
}
