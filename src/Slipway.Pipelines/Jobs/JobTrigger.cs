using System.Text.Json.Serialization;

namespace Slipway.Pipelines.Jobs;

/// <summary>The pipeline that a job starts.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Child), "child")]
[JsonDerivedType(typeof(Downstream), "downstream")]
public abstract record JobTrigger(TriggerStrategy Strategy, TriggerForward Forward, IReadOnlyDictionary<string, string> Inputs)
{
    /// <summary>A child pipeline: the same commit, other files.</summary>
    public sealed record Child(IReadOnlyList<TriggerInclude> Files, TriggerStrategy Strategy, TriggerForward Forward, IReadOnlyDictionary<string, string> Inputs)
        : JobTrigger(Strategy, Forward, Inputs);

    /// <summary>Another project's pipeline.</summary>
    /// <param name="Branch">Null: its default branch.</param>
    public sealed record Downstream(string Project, string? Branch, TriggerStrategy Strategy, TriggerForward Forward, IReadOnlyDictionary<string, string> Inputs)
        : JobTrigger(Strategy, Forward, Inputs);
}

/// <summary>What the job's state says.</summary>
public enum TriggerStrategy
{
    /// <summary>Success once the pipeline is made.</summary>
    Start,

    /// <summary><c>depend</c>: waits for the pipeline, and fails with it.</summary>
    Depend,

    /// <summary><c>mirror</c>: the same state as the pipeline, at every moment.</summary>
    Mirror,
}

/// <param name="YamlVariables">Those of the configuration; on unless said otherwise.</param>
/// <param name="PipelineVariables">Those given for the pipeline; off unless said otherwise.</param>
public sealed record TriggerForward(bool YamlVariables, bool PipelineVariables);

/// <summary>A file of a child pipeline.</summary>
/// <param name="Inputs">As in <see cref="CompileContext.Inputs"/>.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Local), "local")]
[JsonDerivedType(typeof(Project), "project")]
[JsonDerivedType(typeof(Artifact), "artifact")]
public abstract record TriggerInclude(IReadOnlyDictionary<string, string> Inputs)
{
    public sealed record Local(string Path, IReadOnlyDictionary<string, string> Inputs) : TriggerInclude(Inputs);

    public sealed record Project(string Path, string? Ref, IReadOnlyList<string> Files, IReadOnlyDictionary<string, string> Inputs) : TriggerInclude(Inputs);

    /// <summary>A file in the artifacts of a job of the same pipeline.</summary>
    /// <param name="Job">A <see cref="CompiledJob.Name"/>.</param>
    public sealed record Artifact(string Path, string Job, IReadOnlyDictionary<string, string> Inputs) : TriggerInclude(Inputs);
}
