using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Payload;
using Slipway.BuildMachines.Variables;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Pipelines;
using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Predefined;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Pipelines;

/// <summary>From a wish to a pipeline: the commit's configuration compiled, and its rows written in one transaction.</summary>
sealed class PipelineMaker(
    IDbContextFactory<SlipwayDb> databases, IProjectDirectory projects, VariableStore variables, RemoteIncludes remote, PipelineWriter writer,
    PipelineControl control, TimeProvider time) : IPipelines
{
    public async Task<PipelineCreation> CreateAsync(PipelineRequest request, CancellationToken ct)
    {
        var made = await MakeAsync(new PipelineWish(request) { Inputs = request.Inputs ?? new Dictionary<string, string>() }, ct);
        if (made is PipelineCreation.Created created)
        {
            await writer.CancelOlderAsync(created.Pipeline.Id, ct);
        }

        return made;
    }

    public async Task<PipelineFacts?> NewestAsync(long projectId, string commit, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var newest = await db.Set<Pipeline>().AsNoTracking().Where(row => row.ProjectId == projectId && row.Commit == commit && row.ParentPipelineId == null)
            .OrderByDescending(row => row.Id).FirstOrDefaultAsync(ct);
        return newest?.Facts();
    }

    public Task CancelAsync(long pipelineId, CancellationToken ct) => control.CancelAsync(pipelineId, ct);

    public async Task<IReadOnlyCollection<string>> CommitsAsync(long projectId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<Pipeline>().Where(row => row.ProjectId == projectId).Select(row => row.Commit).Distinct().ToListAsync(ct);
    }

    public async Task<PipelineFacts?> FindAsync(long pipelineId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return (await db.Set<Pipeline>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == pipelineId, ct))?.Facts();
    }

    /// <summary>The same wish makes the same pipeline, however often it is asked for.</summary>
    public async Task<PipelineCreation> MakeAsync(PipelineWish wish, CancellationToken ct)
    {
        var request = wish.Request;
        if (await FindByKeyAsync(request, ct) is { } there)
        {
            return AnswerOf(there);
        }

        if (await projects.FindAsync(request.ProjectId, ct) is not { } project)
        {
            return new PipelineCreation.NotWanted("There is no such project.");
        }

        var tree = projects.Open(project.Id, request.Commit);
        var facts = Facts(await tree.FactsAsync(ct), project, request);
        var draft = Draft(wish, facts, await projects.IsProtectedAsync(project.Id, request.FullRef, ct), []);
        return await PipelineCompiler.CompileAsync(new ConfigurationSource(projects, tree, project, request.ById, request), Context(wish, draft, facts, project), ct) switch
        {
            CompileResult.Compiled compiled => AnswerOf(await writer.WriteAsync(Draft(wish, facts, draft.Protected, [], compiled.Pipeline, compiled.Warnings), compiled.Pipeline, ct)),
            CompileResult.Invalid invalid => AnswerOf(await writer.WriteAsync(
                Draft(wish, facts, draft.Protected, [.. invalid.Errors.Select(error => error.ToString())], null, invalid.Warnings), null, ct)),
            CompileResult.NotWanted not => new PipelineCreation.NotWanted(not.Why),
            _ => throw new InvalidOperationException("an outcome without an answer"),
        };
    }

    async Task<Pipeline?> FindByKeyAsync(PipelineRequest request, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<Pipeline>().AsNoTracking().SingleOrDefaultAsync(row => row.ProjectId == request.ProjectId && row.Key == request.Key, ct);
    }

    CompileContext Context(PipelineWish wish, Pipeline draft, StoredFacts facts, ProjectFacts project) => new()
    {
        Entry = wish.Entry,
        Inputs = wish.Inputs,
        Remote = remote.ReadAsync,
        Ref = draft.Ref,
        RefKind = draft.RefKind,
        Source = draft.Source,
        ProjectPath = project.Path,
        Predefined = PipelineVariables.Of(PipelineSubjects.Of(draft, facts, project)),
        Project = [.. variables.For(project.Id, draft.Protected, null).Select(variable => new JobVariable(variable.Key, variable.Value, variable.Raw))],
        Pipeline = [.. wish.Forwarded, .. wish.Request.Variables.Select(pair => new JobVariable(pair.Key, pair.Value))],
    };

    Pipeline Draft(
        PipelineWish wish, StoredFacts facts, bool isProtected, string[] errors, CompiledPipeline? compiled = null, IReadOnlyList<Diagnostic>? warnings = null)
    {
        var request = wish.Request;
        var (kind, name) = RefOf(request);
        var given = wish.Forwarded.ToDictionary(variable => variable.Key, variable => variable.Value);
        foreach (var (key, value) in request.Variables)
        {
            given[key] = value;
        }

        return new Pipeline
        {
            ProjectId = request.ProjectId,
            Number = 0,
            Key = request.Key,
            FullRef = request.FullRef,
            Ref = name,
            RefKind = kind,
            Commit = request.Commit,
            Before = request.Before,
            Source = request.Source,
            By = request.By,
            ById = request.ById,
            Protected = isProtected,
            Name = compiled?.Name,
            State = errors.Length > 0 ? PipelineState.Failed : PipelineState.Created,
            Stages = [.. compiled?.Stages ?? []],
            Errors = errors,
            Warnings = [.. (warnings ?? []).Select(warning => warning.ToString())],
            OnNewCommit = compiled?.AutoCancel.OnNewCommit ?? OnNewCommit.None,
            CancelOnJobFailure = compiled?.AutoCancel.OnJobFailure ?? false,
            Facts = JsonSerializer.Serialize(facts, PipelineFactsJson.Default.StoredFacts),
            SealedVariables = variables.SealForPipeline(given),
            MergeRequest = request.MergeRequest?.Number,
            UpstreamJobId = wish.UpstreamJobId,
            ParentPipelineId = wish.ParentPipelineId,
            CreatedAt = time.GetUtcNow(),
            FinishedAt = errors.Length > 0 ? time.GetUtcNow() : null,
        };
    }

    static StoredFacts Facts(CommitFacts commit, ProjectFacts project, PipelineRequest request) => new(
        commit.Title, commit.Message[..Math.Min(commit.Message.Length, StoredFacts.LongestMessage)], commit.AuthorName, commit.AuthorEmail, commit.CommittedAt,
        project.DefaultBranch, request.MergeRequest);

    static (RefKind Kind, string Name) RefOf(PipelineRequest request) =>
        request.MergeRequest is { } merge ? (RefKind.MergeRequest, merge.SourceBranch)
        : request.FullRef.StartsWith("refs/tags/", StringComparison.Ordinal) ? (RefKind.Tag, request.FullRef["refs/tags/".Length..])
        : request.FullRef.StartsWith("refs/heads/", StringComparison.Ordinal) ? (RefKind.Branch, request.FullRef["refs/heads/".Length..])
        : (RefKind.Branch, request.FullRef);

    static PipelineCreation AnswerOf(Pipeline pipeline) =>
        pipeline.Errors.Length > 0 ? new PipelineCreation.Invalid(pipeline.Facts(), pipeline.Errors) : new PipelineCreation.Created(pipeline.Facts());
}
