using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Keywords;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Planning;

/// <summary>From the names in <c>needs</c> and <c>dependencies</c> to jobs of the pipeline.</summary>
sealed class NeedLinker(CompileRun run, IReadOnlyList<Instance> instances)
{
    readonly ILookup<string, CompiledJob> _families = instances.ToLookup(instance => instance.Draft.Name, instance => instance.Job, StringComparer.Ordinal);
    readonly HashSet<string> _names = instances.Select(instance => instance.Job.Name).ToHashSet(StringComparer.Ordinal);

    public List<CompiledJob> Link()
    {
        var jobs = new List<CompiledJob>(instances.Count);
        foreach (var instance in instances)
        {
            var needs = instance.Needs is null ? null : Needs(instance, [.. instance.Needs.OfType<NeedItem.Job>()]);
            jobs.Add(instance.Job with
            {
                Needs = needs,
                OutsideNeeds = [.. (instance.Needs ?? []).OfType<NeedItem.Outside>().Select(outside => outside.Need)],
                ArtifactsFrom = ArtifactsFrom(instance, needs),
            });
        }

        return jobs;
    }

    List<JobNeed>? Needs(Instance instance, List<NeedItem.Job> items)
    {
        // A trigger job that only mirrors another pipeline keeps the order of stages.
        if (items.Count == 0 && instance.Needs!.Any(need => need is NeedItem.Outside { Need: OutsideNeed.PipelineState })) return null;
        var needs = new Dictionary<string, JobNeed>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            foreach (var name in Names(instance, item)) needs[name] = new(name, item.Artifacts);
        }

        return [.. needs.Values];
    }

    IEnumerable<string> Names(Instance instance, NeedItem.Job need)
    {
        var family = MatrixText.Fill(need.Name, instance.Row);
        List<string> names = need.Matrix is null
            ? _families.Contains(family) ? [.. _families[family].Select(job => job.Name)] : [family]
            : [.. need.Matrix.Select(row => $"{family}: {MatrixText.Fill(row.Label, instance.Row)}")];
        run.Budget.Spend(names.Count, need.At);
        foreach (var name in names.Where(name => !_names.Contains(name) && !need.Optional))
            run.Diagnostics.Error(need.At, "ci.missing-need", $"Job \"{instance.Job.Name}\": it needs \"{name}\", which is not in this pipeline.", "Give both the same rules, or write the need as a map with optional: true.");
        return names.Where(_names.Contains);
    }

    /// <summary>Null: of all jobs of earlier stages.</summary>
    List<string>? ArtifactsFrom(Instance instance, List<JobNeed>? needs)
    {
        var named = instance.Draft.Dependencies?.SelectMany(name => _families.Contains(name) ? _families[name].Select(job => job.Name) : _names.Contains(name) ? [name] : []).ToList();
        if (needs is null) return named;
        return [.. needs.Where(need => need.Artifacts && (named is null || named.Contains(need.Job))).Select(need => need.Job)];
    }
}
