using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Extends;

/// <summary>The keyword <c>extends</c>: maps are merged deep, everything else is replaced; of several the later wins, and the job over all.</summary>
sealed class JobExtender(YamlMap root, CompileRun run)
{
    const int MaxDepth = 11;

    readonly Dictionary<string, YamlMap> _done = new(StringComparer.Ordinal);
    readonly List<string> _path = [];

    /// <summary>The job under a key with all that it extends.</summary>
    public YamlMap Extended(YamlEntry job)
    {
        if (_done.TryGetValue(job.Name, out var known)) return known;
        var own = (YamlMap)job.Value;
        var block = new Block(own, $"Job \"{job.Name}\"", run.Diagnostics);
        if (block.OneOrMore("extends") is not { } names) return _done[job.Name] = own;
        _path.Add(job.Name);
        var bases = new YamlMap(own.Place, []);
        foreach (var name in names)
        {
            if (Base(block, name) is { } found) bases = bases.Merge(found, run.Budget);
        }

        _path.RemoveAt(_path.Count - 1);
        return _done[job.Name] = bases.Without("extends").Merge(own, run.Budget);
    }

    YamlMap? Base(Block block, string name)
    {
        var at = block.At("extends");
        if (root.Find(name) is not { Value: YamlMap } entry)
        {
            run.Diagnostics.Error(at, "ci.extends", $"{block.What}: it extends \"{name}\", which is no job here.", Suggestion.For(name, root.Entries.Where(other => other.Value is YamlMap).Select(other => other.Name)));
            return null;
        }

        if (_path.Contains(name) || _path.Count > MaxDepth)
        {
            var circle = _path.Contains(name);
            run.Diagnostics.Error(
                at, "ci.extends", $"{block.What}: {(circle ? $"it extends itself, by way of {string.Join(", ", _path)}" : $"extends goes more than {MaxDepth} levels deep")}.",
                circle ? null : "Three levels are the most that people can follow.");
            return null;
        }

        return Extended(entry);
    }
}
