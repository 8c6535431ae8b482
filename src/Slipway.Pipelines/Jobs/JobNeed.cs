using System.Text.Json.Serialization;

namespace Slipway.Pipelines.Jobs;

/// <param name="Job">A <see cref="CompiledJob.Name"/> of the same pipeline.</param>
/// <param name="Artifacts">Whether its artifacts are fetched.</param>
public sealed record JobNeed(string Job, bool Artifacts);

/// <summary>What a job needs of other pipelines.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ProjectJob), "project-job")]
[JsonDerivedType(typeof(PipelineJob), "pipeline-job")]
[JsonDerivedType(typeof(PipelineState), "pipeline-state")]
public abstract record OutsideNeed
{
    /// <summary><c>needs:project</c>: the artifacts of the newest successful job of that name on a ref of another project.</summary>
    public sealed record ProjectJob(string Project, string Ref, string Job, bool Artifacts) : OutsideNeed;

    /// <summary><c>needs:pipeline</c> with <c>job</c>: the artifacts of a job of the parent pipeline, or of a sibling.</summary>
    /// <param name="Pipeline">A number, or variables that give one (<c>$PARENT_PIPELINE_ID</c>).</param>
    public sealed record PipelineJob(string Pipeline, string Job, bool Artifacts) : OutsideNeed;

    /// <summary><c>needs:pipeline</c> of a trigger job: mirrors the state of another project's newest pipeline.</summary>
    public sealed record PipelineState(string Project) : OutsideNeed;
}
