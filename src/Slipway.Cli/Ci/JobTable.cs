using Slipway.Pipelines.Jobs;

namespace Slipway.Cli.Ci;

/// <summary>The jobs of a pipeline for people.</summary>
static class JobTable
{
    public static void Write(TextWriter to, CompiledPipeline pipeline)
    {
        if (pipeline.Name is not null) to.WriteLine(Plain.Line(pipeline.Name) + "\n");
        Table.Write(to, ["STAGE", "JOB", "WHEN", "TAGS", "NEEDS"], pipeline.Jobs.Select(job => (string[])[job.Stage, job.Name, When(job), Tags(job), Needs(job)]));
    }

    static string When(CompiledJob job)
    {
        var when = job.When switch
        {
            JobWhen.OnFailure => "on failure",
            JobWhen.Always => "always",
            JobWhen.Manual => job.AllowFailure.Any ? "manual, optional" : "manual",
            JobWhen.Delayed => $"after {job.StartIn}",
            _ => "on success",
        };
        return job.AllowFailure.Any && job.When != JobWhen.Manual ? when + ", may fail" : when;
    }

    static string Tags(CompiledJob job) => job.Tags.Count == 0 ? "-" : string.Join(',', job.Tags);

    static string Needs(CompiledJob job)
    {
        var outside = job.OutsideNeeds.Select(need => need switch
        {
            OutsideNeed.ProjectJob one => $"{one.Project}@{one.Ref}:{one.Job}",
            OutsideNeed.PipelineJob one => $"pipeline {one.Pipeline}:{one.Job}",
            OutsideNeed.PipelineState one => $"pipeline of {one.Project}",
            _ => "?",
        });
        var all = (job.Needs ?? []).Select(need => need.Job).Concat(outside).ToList();
        return all.Count > 0 ? string.Join(", ", all) : job.Needs is null ? "earlier stages" : "nothing";
    }
}
