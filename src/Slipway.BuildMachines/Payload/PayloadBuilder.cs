using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Pipelines;
using Slipway.BuildMachines.Pools;
using Slipway.BuildMachines.Queue;
using Slipway.BuildMachines.Runners;
using Slipway.BuildMachines.Variables;
using Slipway.Contracts.DevInstance;
using Slipway.Pipelines;
using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Variables;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Payload;

/// <summary>Describes a job to the runner that gets it.</summary>
sealed class PayloadBuilder(
    IDbContextFactory<SlipwayDb> databases, IProjectDirectory projects, RunnerDirectory runners, VariableStore variables, JobQueue queue, PoolBook pools,
    InstanceName instance, IdTokens idTokens, IOptions<QueueOptions> options, TimeProvider time)
{
    const string NoCommit = "0000000000000000000000000000000000000000";
    const int Depth = 20;

    public async Task<PayloadOutcome> BuildAsync(Match match, string token, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await (
            from it in db.Set<Job>().AsNoTracking()
            join stored in db.Set<JobDefinition>().AsNoTracking() on it.DefinitionId equals stored.Id
            join pipeline in db.Set<Pipeline>().AsNoTracking() on it.PipelineId equals pipeline.Id
            where it.Id == match.Job.Id
            select new { Job = it, stored.Json, Pipeline = pipeline }).SingleOrDefaultAsync(ct);
        if (row is not { Job.State: JobState.Pending })
        {
            return new PayloadOutcome.Gone();
        }

        if (runners.Find(match.Request.RunnerId) is not { } runner)
        {
            return new PayloadOutcome.NoRunner();
        }

        if (await projects.FindAsync(row.Job.ProjectId, ct) is not { } project)
        {
            return new PayloadOutcome.Impossible("project_deleted", "The job's project is gone.");
        }

        var definition = DefinitionJson.Read(row.Json);
        var sources = await DependencySources.FindAsync(db, projects, row.Job, row.Pipeline, definition, time.GetUtcNow(), ct);
        if (sources.Missing is { } missing)
        {
            return new PayloadOutcome.Impossible(FailureReason.MissingDependency, missing);
        }

        var timeout = Math.Min(row.Job.TimeoutSeconds > 0 ? row.Job.TimeoutSeconds : (int)options.Value.JobTimeout.TotalSeconds, runner.MaximumTimeout ?? int.MaxValue);
        row.Job.TimeoutSeconds = timeout;
        var facts = JsonSerializer.Deserialize(row.Pipeline.Facts, PipelineFactsJson.Default.StoredFacts)!;
        var told = new JobVariables.Sources(
            row.Job, definition, row.Pipeline, facts, project, runner, token, sources.Dotenv,
            variables.For(row.Job.ProjectId, row.Pipeline.Protected, definition.Environment?.Name), variables.OfPipeline(row.Pipeline));
        var all = JobVariables.Of(told);
        var text = new VariableText(all.Select(variable => new JobVariable(variable.Key, variable.Value, variable.Raw)));
        all = [.. all, .. idTokens.For(told, text, text.Value("CI_ENVIRONMENT_NAME"), timeout)];
        var payload = new JobPayload(
            row.Job.Id,
            token,
            AllowGitFetch: true,
            Info(row.Job, row.Pipeline, project),
            Git(row.Pipeline, await ReachedAsync(db, runner, project, ct), token, all),
            new RunnerInfo(timeout, instance.Uuid),
            all,
            DefinitionParts.Steps(definition, timeout),
            DefinitionParts.Image(definition.Image),
            DefinitionParts.Services(definition),
            DefinitionParts.Artifacts(definition),
            DefinitionParts.Caches(definition, row.Job.Protected),
            [],
            [.. sources.Archives.Select(archive => new PayloadDependency(archive.JobId, token, archive.JobName, new DependencyArtifacts(archive.FileName, archive.Size)))],
            DefinitionParts.Hooks(definition),
            new PayloadFeatures(TraceSections: true, ["glcbt-", "glrt-", "slp_"], FailureReason.Known));
        return new PayloadOutcome.Made(row.Job, row.Pipeline, timeout, JsonSerializer.SerializeToUtf8Bytes(payload, PayloadJson.Default.JobPayload));
    }

    JobInfo Info(Job job, Pipeline pipeline, ProjectFacts project) => new(
        job.Id, job.Name, job.Stage, pipeline.Id, project.Id, project.Path[(project.Path.LastIndexOf('/') + 1)..], project.Path,
        NamespaceId: 1, RootNamespaceId: 1, OrganizationId: 1, instance.Uuid, instance.Uuid, UserId: 1,
        Math.Max(0, (time.GetUtcNow() - (job.QueuedAt ?? job.CreatedAt)).TotalSeconds),
        Math.Max(0, queue.RunningOf(project.Id) - 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
        queue.Length, QueueDepth: 1);

    /// <summary>The project at the address by which the runner's machine reaches this server, where its pool says one.</summary>
    async Task<ProjectFacts> ReachedAsync(SlipwayDb db, RunnerState runner, ProjectFacts project, CancellationToken ct) =>
        runner.MachineId is { } id && pools.Revision(await db.Set<Machine>().AsNoTracking().Where(machine => machine.Id == id).Select(machine => machine.RevisionId).SingleOrDefaultAsync(ct))?.Server is { } server
            ? project with { HttpUrl = new Uri($"{server}/{project.Path}.git") }
            : project;

    static GitInfo Git(Pipeline pipeline, ProjectFacts project, string token, IReadOnlyList<PayloadVariable> variables)
    {
        var depth = variables.FirstOrDefault(variable => variable.Key == "GIT_DEPTH") is { } wished && int.TryParse(wished.Value, out var number) && number >= 0
            ? number
            : Depth;
        return new GitInfo(
            JobVariables.RepositoryUrl(project, token),
            pipeline.Commit.Length == 64 ? "sha256" : "sha1",
            pipeline.Ref,
            pipeline.Commit,
            pipeline.Before ?? NoCommit,
            pipeline.RefKind == RefKind.Tag ? "tag" : "branch",
            depth,
            Refspecs(pipeline),
            pipeline.Protected);
    }

    // The commit by its own name: it is found after a force-push, and however many commits came since.
    static string[] Refspecs(Pipeline pipeline)
    {
        var commit = $"+{pipeline.Commit}:refs/pipelines/{pipeline.Id}";
        return pipeline.RefKind switch
        {
            RefKind.Tag => [commit, $"+{pipeline.FullRef}:{pipeline.FullRef}"],
            RefKind.Branch => [commit, $"+{pipeline.FullRef}:refs/remotes/origin/{pipeline.Ref}"],
            _ => [commit],
        };
    }
}

/// <summary>What became of describing a job.</summary>
abstract record PayloadOutcome
{
    /// <param name="Bytes">The JSON.</param>
    public sealed record Made(Job Job, Pipeline Pipeline, int TimeoutSeconds, byte[] Bytes) : PayloadOutcome;

    /// <summary>It waits no more.</summary>
    public sealed record Gone : PayloadOutcome;

    /// <summary>The runner that asked was removed meanwhile; the job waits for another.</summary>
    public sealed record NoRunner : PayloadOutcome;

    /// <summary>It can never run.</summary>
    public sealed record Impossible(string Reason, string Why) : PayloadOutcome;
}
