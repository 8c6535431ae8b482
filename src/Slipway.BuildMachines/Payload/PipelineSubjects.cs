using Slipway.BuildMachines.Pipelines;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Pipelines;
using Slipway.Pipelines.Predefined;

namespace Slipway.BuildMachines.Payload;

/// <summary>A pipeline's row as what its predefined variables are made of.</summary>
static class PipelineSubjects
{
    /// <param name="pipeline">Before it is written it has no numbers.</param>
    public static PipelineSubject Of(Pipeline pipeline, StoredFacts facts, ProjectFacts project) => new()
    {
        Server = ServerOf(project),
        ProjectId = project.Id,
        ProjectPath = project.Path,
        Private = project.Private,
        DefaultBranch = facts.DefaultBranch,
        Ref = pipeline.Ref,
        RefKind = pipeline.RefKind,
        Protected = pipeline.Protected,
        Source = pipeline.Source,
        Id = pipeline.Id == 0 ? null : pipeline.Id,
        Number = pipeline.Number == 0 ? null : pipeline.Number,
        Name = pipeline.Name,
        CreatedAt = pipeline.CreatedAt,
        By = pipeline.By,
        Commit = new CommitSubject(pipeline.Commit, pipeline.Before, facts.Title, facts.Message, $"{facts.AuthorName} <{facts.AuthorEmail}>", facts.CommittedAt),
        MergeRequest = facts.MergeRequest is { } request && pipeline.RefKind == RefKind.MergeRequest ? Of(request, asItIs: pipeline.Commit == request.SourceCommit) : null,
    };

    /// <summary>The server's address, as the project's own begins.</summary>
    public static string ServerOf(ProjectFacts project)
    {
        var url = project.HttpUrl.GetLeftPart(UriPartial.Path);
        var tail = $"/{project.Path}.git";
        return url.EndsWith(tail, StringComparison.Ordinal) ? url[..^tail.Length] : project.HttpUrl.GetLeftPart(UriPartial.Authority);
    }

    static MergeRequestSubject Of(MergeRequestFacts request, bool asItIs) => new(
        request.Number, request.Queued ? "merge_train" : asItIs ? "detached" : "merged_result", request.SourceBranch, request.TargetBranch)
    {
        Title = request.Title,
        Draft = request.Draft,
        SourceCommit = asItIs ? "" : request.SourceCommit,
        TargetCommit = asItIs ? "" : request.TargetCommit,
        DiffBase = request.DiffBase,
    };
}
