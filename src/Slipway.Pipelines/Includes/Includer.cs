using Slipway.Pipelines.Extends;
using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Rules;
using Slipway.Pipelines.Variables;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Includes;

/// <summary>Reads the entry and all that it includes into one map: what is included first, in order, then the file itself over it.</summary>
sealed class Includer(CompileRun run, RuleReader rules, VariableText variables)
{
    readonly FileReader _reader = new(run, variables);
    readonly IncludeReader _includes = new(rules);
    readonly List<string> _path = [];
    int _files;

    /// <summary>One file with what it includes; null where it is wrong, which is told.</summary>
    public async ValueTask<YamlMap?> OpenAsync(string text, string name, YamlMap? inputs, YamlPlace at, IConfigurationSource source, string prefix)
    {
        if (++_files > run.Limits.Files) throw new LimitException(at, $"More than {run.Limits.Files} files are included.", "Put them together.");
        if (_path.Contains(name) || _path.Count >= run.Limits.IncludeDepth)
        {
            run.Diagnostics.Error(at, "ci.include-circle", $"{name} includes itself, by way of {string.Join(", ", _path)}.", "Take one include out.");
            return null;
        }

        if (_reader.Read(text, name, inputs, at) is not { } map) return null;
        _path.Add(name);
        var merged = new YamlMap(map.Place, []);
        foreach (var item in _includes.Read(new Block(Includes(map), name, run.Diagnostics)))
        {
            if (await WantedAsync(item, source)) merged = await AddAsync(merged, item, source, prefix);
        }

        _path.RemoveAt(_path.Count - 1);
        return merged.Merge(map.Without("include"), run.Budget);
    }

    /// <summary>Merges what an item names over what is there.</summary>
    public async ValueTask<YamlMap> AddAsync(YamlMap merged, IncludeItem item, IConfigurationSource source, string prefix)
    {
        foreach (var file in await new IncludeFinder(run, variables).FindAsync(item, source, prefix))
        {
            if (await file.Source.ReadAsync(file.Path, run.Limits.FileBytes, run.Cancelled) is not { } text)
                run.Diagnostics.Error(item.At, "ci.missing-file", $"The included file {file.Name} is not there, or is larger than {run.Limits.FileBytes >> 10} KiB.", "Check its path, from the top of the project.");
            else if (await OpenAsync(text, file.Name, item.Inputs, item.At, file.Source, file.Prefix) is { } included)
                merged = merged.Merge(included, run.Budget);
        }

        return merged;
    }

    /// <summary>The include alone, its references followed.</summary>
    YamlMap Includes(YamlMap map) => map.Find("include") is not { } entry ? new(map.Place, [])
        : new(map.Place, [entry with { Value = References.Resolve(entry.Value, map, run) }]);

    async ValueTask<bool> WantedAsync(IncludeItem item, IConfigurationSource source) =>
        item.Rules is null || await new RuleJudge(run, source).FirstAsync(item.Rules, variables) is { Never: false };
}
