using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Variables;

/// <summary>The keyword <c>variables</c>, wherever it stands.</summary>
static class VariableReader
{
    /// <summary>The variables of a job, a service or a rule; null where there are none.</summary>
    /// <param name="options">Whether <c>value</c> and <c>expand</c> may be given.</param>
    public static List<JobVariable>? Read(Block block, string name = "variables", bool options = true)
    {
        if (block.Inner(name) is not { } inner) return null;
        var all = new List<JobVariable>();
        foreach (var entry in inner.Map.Entries)
        {
            if (entry.Value is YamlMap map && options)
            {
                var form = inner.Of(map, entry.Name);
                all.Add(new(entry.Name, Value(form), form.Boolean("expand") == false));
                form.Done();
            }
            else if (Simple(inner, entry) is { } value) all.Add(new(entry.Name, value));
        }

        return all;
    }

    /// <summary>The top-level variables.</summary>
    public static List<PipelineVariable> ReadTop(Block block)
    {
        var all = new List<PipelineVariable>();
        if (block.Inner("variables") is not { } inner) return all;
        foreach (var entry in inner.Map.Entries)
        {
            if (entry.Value is YamlMap map) all.Add(Described(inner.Of(map, entry.Name), entry.Name));
            else if (Simple(inner, entry) is { } value) all.Add(new(entry.Name, value, Raw: false, null, null));
        }

        return all;
    }

    static PipelineVariable Described(Block form, string name)
    {
        var options = form.Texts("options");
        var value = form.Has("value") || options is null ? Value(form) : options.FirstOrDefault() ?? "";
        if (options is not null && !options.Contains(value))
            form.Wrong(form.Take("value") ?? form.Map, "value", "one of the options", Suggestion.For(value, options));
        var variable = new PipelineVariable(name, value, form.Boolean("expand") == false, form.Text("description"), options);
        form.Done();
        return variable;
    }

    static string Value(Block form) => form.Take("value") switch
    {
        null => "",
        YamlScalar scalar => scalar.Text,
        var other => Wrong(form, other),
    };

    static string Wrong(Block form, YamlNode value)
    {
        form.Wrong("value", value, "text, a number or a boolean");
        return "";
    }

    static string? Simple(Block block, YamlEntry entry)
    {
        if (entry.Value is YamlScalar { Type: not ScalarType.Null } scalar) return scalar.Text;
        block.Wrong(entry.Value, entry.Name, "text, a number or a boolean", entry.Value is YamlScalar ? "Write \"\" for an empty value." : null);
        return null;
    }
}
