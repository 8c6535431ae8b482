using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Keywords;

/// <summary>The keyword <c>needs</c> of a job or a rule.</summary>
sealed class NeedReader(Block job)
{
    const int MaxNeeds = 50;
    const int MaxProjects = 5;

    public IReadOnlyList<NeedItem> Read()
    {
        // A trigger job may need one pipeline, as a map.
        if (job.Take("needs") is YamlMap single) return [.. Single(single)];
        var needs = new List<NeedItem>();
        foreach (var item in job.Items("needs") ?? [])
        {
            if (item is YamlScalar { Type: ScalarType.Text or ScalarType.Number } name) needs.Add(new NeedItem.Job(name.Place, name.Text, Artifacts: true, Optional: false, null));
            else if (item is YamlMap map) needs.AddRange(Single(map));
            else job.Wrong("needs", item, "the name of a job, or a map");
        }

        if (needs.Count > MaxNeeds) job.Wrong("needs", job.Take("needs")!, $"a list of at most {MaxNeeds} jobs");
        if (needs.Count(need => need is NeedItem.Outside { Need: OutsideNeed.ProjectJob }) > MaxProjects) job.Wrong("needs", job.Take("needs")!, $"a list with at most {MaxProjects} jobs of other projects");
        return needs;
    }

    IEnumerable<NeedItem> Single(YamlMap map)
    {
        var block = job.Of(map, "needs");
        var need = Map(block);
        block.Done();
        if (need is not null) yield return need;
    }

    static NeedItem? Map(Block block)
    {
        var at = block.Place;
        if (block.Has("project"))
        {
            var (project, revision, job) = (block.Required("project"), block.Required("ref"), block.Required("job"));
            var artifacts = block.Boolean("artifacts") ?? true;
            return project is null || revision is null || job is null ? null : new NeedItem.Outside(at, new OutsideNeed.ProjectJob(project, revision, job, artifacts));
        }

        if (block.Has("pipeline"))
        {
            var pipeline = block.Required("pipeline");
            if (pipeline is null) return null;
            return block.Has("job")
                ? new NeedItem.Outside(at, new OutsideNeed.PipelineJob(pipeline, block.Text("job") ?? "", block.Boolean("artifacts") ?? true))
                : new NeedItem.Outside(at, new OutsideNeed.PipelineState(pipeline));
        }

        var name = block.Required("job");
        var all = (Artifacts: block.Boolean("artifacts") ?? true, Optional: block.Boolean("optional") ?? false, Matrix: Matrix(block));
        return name is null ? null : new NeedItem.Job(at, name, all.Artifacts, all.Optional, all.Matrix);
    }

    static IReadOnlyList<MatrixRow>? Matrix(Block block)
    {
        if (block.Inner("parallel") is not { } parallel) return null;
        var rows = MatrixReader.Rows(parallel);
        parallel.Done();
        return rows;
    }
}
