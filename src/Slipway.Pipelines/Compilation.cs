using Slipway.Pipelines.Extends;
using Slipway.Pipelines.Includes;
using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Keywords;
using Slipway.Pipelines.Planning;
using Slipway.Pipelines.Rules;
using Slipway.Pipelines.Variables;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines;

/// <summary>
/// One run of the compiler, in GitLab's order: files and what they include, references, extends, keywords; then the workflow's rules, each job's
/// rules, and needs.
/// </summary>
sealed class Compilation(CompileRun run)
{
    public static async Task<CompileResult> RunAsync(IConfigurationSource source, CompileContext context, CancellationToken ct)
    {
        var run = new CompileRun(source, context, ct);
        try
        {
            if (await new Compilation(run).CompileAsync() is { } result) return result;
        }
        catch (TooManyErrorsException)
        {
            // All that are wanted are told.
        }
        catch (LimitException limit)
        {
            var error = new Diagnostic(limit.At.File?.Name ?? "", limit.At.Line, limit.At.Column, "ci.limit", limit.Message, limit.Remedy);
            return new CompileResult.Invalid([.. run.Diagnostics.Errors, error], run.Diagnostics.Warnings);
        }

        return new CompileResult.Invalid(run.Diagnostics.Errors, run.Diagnostics.Warnings);
    }

    /// <summary>Null: there are errors.</summary>
    async ValueTask<CompileResult?> CompileAsync()
    {
        var rules = new RuleReader(run);
        var entry = new EntryReader(run, rules, JobVariables.PipelineScope(run.Context, []));
        if (await entry.ReadAsync() is not { } map)
            return run.Diagnostics.Errors.Count > 0 ? null : NotWanted($"There is no {((ConfigurationEntry.File)run.Context.Entry).Path} in this commit, or it has more than {run.Limits.FileBytes >> 10} KiB.");

        run.Diagnostics.Incomplete = run.Diagnostics.Errors.Count > 0;
        var configuration = new TopReader(run, rules).Read(References.Resolve(map, run));
        new DraftChecks(configuration, run.Diagnostics).Check();
        if (run.Diagnostics.Errors.Count == 0) return await PlanAsync(configuration);
        foreach (var keyword in configuration.Jobs.SelectMany(job => job.Unsupported)) keyword.Refuse(run.Diagnostics);
        return null;
    }

    async ValueTask<CompileResult?> PlanAsync(Configuration configuration)
    {
        var (workflow, variables) = (configuration.Workflow, configuration.Variables);
        var autoCancel = workflow.AutoCancel;
        if (workflow.Rules is not null)
        {
            var rule = await new RuleJudge(run, run.Source).FirstAsync(workflow.Rules, Scope(variables));
            if (run.Diagnostics.Errors.Count > 0) return null;
            if (rule is null or { Never: true }) return NotWanted(rule is null ? "No rule of the workflow matches." : $"The workflow's rule at {rule.At.File.Name}:{rule.At.Line} says never.");
            (variables, autoCancel) = (Over(variables, rule.Variables), rule.AutoCancel ?? autoCancel);
        }

        var planned = await new JobPlanner(run, configuration, new JobVariables(run.Context, Plain(variables))).PlanAsync();
        if (run.Diagnostics.Errors.Count > 0) return null;
        var jobs = new NeedLinker(run, planned).Link();
        if (NeedCircles.Find(jobs) is { } circle)
            run.Diagnostics.Error(configuration.At, "ci.circle", $"These jobs need each other in a circle: {string.Join(", ", circle.Take(10))}.", "Take one need out.");
        if (run.Diagnostics.Errors.Count > 0) return null;
        if (jobs.All(job => job.Stage is ".pre" or ".post"))
            return NotWanted(jobs.Count == 0 ? "No job is for this ref: the rules of all jobs leave them out." : "Only jobs of .pre and .post are for this ref.");

        var stages = configuration.Stages.Where(stage => jobs.Exists(job => job.Stage == stage)).ToList();
        var order = stages.Select((stage, index) => (stage, index)).ToDictionary(pair => pair.stage, pair => pair.index, StringComparer.Ordinal);
        var pipeline = new CompiledPipeline(Name(workflow, variables), stages, [.. jobs.OrderBy(job => order[job.Stage])], variables, autoCancel);
        return new CompileResult.Compiled(pipeline, run.Diagnostics.Warnings);
    }

    string? Name(Workflow workflow, IReadOnlyList<PipelineVariable> variables)
    {
        try
        {
            return workflow.Name is null ? null : Scope(variables).Expand(workflow.Name).Trim();
        }
        catch (VariableTooLongException)
        {
            return workflow.Name;
        }
    }

    VariableText Scope(IReadOnlyList<PipelineVariable> variables) => JobVariables.PipelineScope(run.Context, Plain(variables));

    CompileResult.NotWanted NotWanted(string why) => new(why, run.Diagnostics.Warnings);

    static List<JobVariable> Plain(IReadOnlyList<PipelineVariable> variables) => [.. variables.Select(variable => new JobVariable(variable.Key, variable.Value, variable.Raw))];

    static IReadOnlyList<PipelineVariable> Over(IReadOnlyList<PipelineVariable> variables, IReadOnlyList<JobVariable> rule) =>
        [.. variables.Where(variable => !rule.Any(over => over.Key == variable.Key)), .. rule.Select(over => new PipelineVariable(over.Key, over.Value, over.Raw, null, null))];
}
