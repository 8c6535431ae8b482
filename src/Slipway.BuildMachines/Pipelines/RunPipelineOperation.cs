using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Variables;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Problems;

namespace Slipway.BuildMachines.Pipelines;

/// <summary>Runs a pipeline because somebody wants one, for a ref as it is now.</summary>
sealed class RunPipelineOperation(PipelineMaker maker, IProjectDirectory projects)
{
    const int MostVariables = 200;
    const int LongestValue = 64 * 1024;

    /// <param name="source"><c>CI_PIPELINE_SOURCE</c>: web, api, schedule.</param>
    public async Task<RunPipelineOutcome> RunAsync(ProjectFacts project, ProjectRole role, RunPipeline wish, Doer by, string source, CancellationToken ct)
    {
        var variables = wish.Variables ?? new Dictionary<string, string>();
        if (variables.Count > MostVariables || variables.Any(pair => !VariableKey.IsValid(pair.Key) || pair.Value.Length > LongestValue))
        {
            return new RunPipelineOutcome.Refused(ProblemCode.Malformed, $"A variable's name is letters, digits and underscores, its value {LongestValue} characters at the most; there may be {MostVariables}.");
        }

        if (await FindAsync(project, wish.Ref ?? project.DefaultBranch, ct) is not { } found)
        {
            return new RunPipelineOutcome.Refused(ProblemCode.NotFound, $"There is no branch or tag {wish.Ref ?? project.DefaultBranch} in {project.Path}. Push it first.");
        }

        if (role < ProjectRole.Maintainer && await projects.IsProtectedAsync(project.Id, found.FullRef, ct))
        {
            return new RunPipelineOutcome.Refused(ProblemCode.Forbidden, $"{found.FullRef} is protected: its pipelines see protected variables, so they are for maintainers to run.");
        }

        var request = new PipelineRequest($"{source}:{Guid.CreateVersion7():N}", project.Id, found.FullRef, found.Commit, null, by.Name, source, variables, null) { ById = by.UserId };
        return await maker.MakeAsync(new PipelineWish(request) { Inputs = wish.Inputs ?? new Dictionary<string, string>() }, ct) switch
        {
            PipelineCreation.Created created => new RunPipelineOutcome.Made(created.Pipeline.Id),
            PipelineCreation.Invalid invalid => new RunPipelineOutcome.Made(invalid.Pipeline.Id),
            PipelineCreation.NotWanted not => new RunPipelineOutcome.Refused(ProblemCode.PipelineNotWanted, not.Why),
            _ => throw new InvalidOperationException("an outcome without an answer"),
        };
    }

    async Task<(string FullRef, string Commit)?> FindAsync(ProjectFacts project, string name, CancellationToken ct)
    {
        string[] candidates = name.StartsWith("refs/", StringComparison.Ordinal) ? [name] : [$"refs/heads/{name}", $"refs/tags/{name}"];
        foreach (var candidate in candidates)
        {
            if (await projects.ResolveAsync(project.Id, candidate, ct) is { } commit)
            {
                return (candidate, commit);
            }
        }

        return null;
    }
}

abstract record RunPipelineOutcome
{
    /// <summary>It is there; with wrong configuration it failed at once and says why.</summary>
    public sealed record Made(long PipelineId) : RunPipelineOutcome;

    public sealed record Refused(ProblemCode Problem, string Detail) : RunPipelineOutcome;
}
