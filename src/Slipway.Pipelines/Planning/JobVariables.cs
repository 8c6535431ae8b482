using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Keywords;
using Slipway.Pipelines.Predefined;
using Slipway.Pipelines.Variables;

namespace Slipway.Pipelines.Planning;

/// <summary>Which variable wins: predefined, top-level, workflow's, the job's, its matrix's, its rule's; and over all the project's and the pipeline's.</summary>
sealed class JobVariables(CompileContext context, IReadOnlyList<JobVariable> top)
{
    /// <summary>The configuration's variables for one job, each key once.</summary>
    public IReadOnlyList<JobVariable> OfConfiguration(JobDraft draft, MatrixRow? row, IReadOnlyList<JobVariable> rule)
    {
        var all = new Dictionary<string, JobVariable>(StringComparer.Ordinal);
        foreach (var variable in top.Where(variable => draft.TopVariables.Includes(variable.Key))) all[variable.Key] = variable;
        foreach (var variable in draft.Job.Variables) all[variable.Key] = variable;
        foreach (var variable in row?.Variables ?? []) all[variable.Key] = variable;
        foreach (var variable in rule) all[variable.Key] = variable;
        return [.. all.Values];
    }

    /// <summary>What conditions and tags of a job see.</summary>
    public VariableText Scope(CompiledJob job, IReadOnlyList<JobVariable> configuration) => new(
        [
            .. context.Predefined,
            .. InstanceVariables.Of(job),
            .. configuration, .. context.Project, .. context.Pipeline,
        ],
        context.Limits.ExpandedLength);

    /// <summary>What the workflow sees.</summary>
    public static VariableText PipelineScope(CompileContext context, IEnumerable<JobVariable> configuration) =>
        new([.. context.Predefined, .. configuration, .. context.Project, .. context.Pipeline], context.Limits.ExpandedLength);
}
