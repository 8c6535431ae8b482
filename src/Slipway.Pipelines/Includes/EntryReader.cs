using Slipway.Pipelines.Inputs;
using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Rules;
using Slipway.Pipelines.Variables;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Includes;

/// <summary>Where a configuration begins: a file, a text, or the files of a child pipeline.</summary>
sealed class EntryReader(CompileRun run, RuleReader rules, VariableText variables)
{
    readonly Includer _includer = new(run, rules, variables);

    /// <summary>Null where it is wrong, which is told, or where the file is not there, which is not.</summary>
    public async ValueTask<YamlMap?> ReadAsync()
    {
        var start = new YamlPlace(new YamlFile("the pipeline's inputs"), 0, 0);
        switch (run.Context.Entry)
        {
            case ConfigurationEntry.File file:
                var text = await run.Source.ReadAsync(file.Path, run.Limits.FileBytes, run.Cancelled);
                return text is null ? null : await _includer.OpenAsync(text, file.Path, Values(run.Context.Inputs), start, run.Source, "");
            case ConfigurationEntry.Text made:
                if (made.Yaml.Length > run.Limits.FileBytes) throw new LimitException(new(new(made.Name), 0, 0), $"{made.Name} is larger than {run.Limits.FileBytes >> 10} KiB.", null);
                return await _includer.OpenAsync(made.Yaml, made.Name, Values(run.Context.Inputs), start, run.Source, "");
            case ConfigurationEntry.Includes includes:
                var merged = new YamlMap(start, []);
                foreach (var item in includes.Files.Select(include => Item(include, start)).OfType<IncludeItem>()) merged = await _includer.AddAsync(merged, item, run.Source, "");
                return run.Diagnostics.Errors.Count == 0 ? merged : null;
            default:
                throw new NotSupportedException(run.Context.Entry.GetType().Name);
        }
    }

    IncludeItem? Item(TriggerInclude include, YamlPlace at)
    {
        var inputs = include.Inputs.Count == 0 ? Values(run.Context.Inputs) : Values(include.Inputs);
        return include switch
        {
            TriggerInclude.Local local => new IncludeItem.Local(at, local.Path, null, inputs),
            TriggerInclude.Project project => new IncludeItem.Project(at, project.Path, project.Ref, project.Files, null, inputs),
            _ => null,
        };
    }

    /// <summary>Each value is YAML of its own.</summary>
    YamlMap? Values(IReadOnlyDictionary<string, string> inputs)
    {
        if (inputs.Count == 0) return null;
        var entries = new List<YamlEntry>();
        foreach (var (name, text) in inputs)
        {
            var file = new YamlFile($"the input {name}");
            var place = new YamlPlace(file, 0, 0);
            var value = YamlReader.First(text, file, run.Limits.YamlDepth, run.Diagnostics, out _) ?? new YamlScalar(place, "", ScalarType.Text);
            entries.Add(new(new YamlScalar(place, name, ScalarType.Text), value));
        }

        return new(new(new YamlFile("the pipeline's inputs"), 0, 0), entries);
    }
}
