using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Artifacts;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Payload;
using Slipway.BuildMachines.Pipelines;
using Slipway.BuildMachines.Variables;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Pipelines;
using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Predefined;
using Slipway.Pipelines.Variables;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Chores;

/// <summary>From a trigger job to the pipeline that it wants: whose, of which configuration, with which variables.</summary>
sealed class TriggerWishes(IDbContextFactory<SlipwayDb> databases, IProjectDirectory projects, VariableStore variables, ArtifactStore artifacts)
{
    /// <summary>A pipeline, its child, its child's child: GitLab allows two below; a configuration that includes itself must end.</summary>
    const int Deepest = 3;
    const int LargestConfiguration = 1 << 20;

    public async Task<TriggerWish> OfAsync(Job job, Pipeline pipeline, CompiledJob definition, CancellationToken ct)
    {
        if (await DepthAsync(pipeline, ct) >= Deepest)
        {
            return new TriggerWish.Refused($"A pipeline may start pipelines {Deepest - 1} deep, and this one is there already.");
        }

        if (await projects.FindAsync(pipeline.ProjectId, ct) is not { } project)
        {
            return new TriggerWish.Refused("The project is gone.");
        }

        var facts = JsonSerializer.Deserialize(pipeline.Facts, PipelineFactsJson.Default.StoredFacts)!;
        var given = variables.OfPipeline(pipeline);
        var text = new VariableText([
            .. PipelineVariables.Of(PipelineSubjects.Of(pipeline, facts, project)), .. InstanceVariables.Of(definition), .. definition.Variables, .. given.Select(pair => new JobVariable(pair.Key, pair.Value))]);
        var trigger = definition.Trigger!;
        var forwarded = trigger.Forward.YamlVariables
            ? definition.Variables.Select(variable => new JobVariable(variable.Key, variable.Raw ? variable.Value : text.Expand(variable.Value), Raw: true)).ToList()
            : [];
        var handed = trigger.Forward.PipelineVariables ? given : new Dictionary<string, string>();
        return trigger switch
        {
            JobTrigger.Child child => await ChildAsync(job, pipeline, child, forwarded, handed, facts, ct),
            JobTrigger.Downstream downstream => await DownstreamAsync(job, pipeline, downstream, text, forwarded, handed, ct),
            _ => throw new InvalidOperationException("a trigger of an unknown kind"),
        };
    }

    async Task<TriggerWish> ChildAsync(
        Job job, Pipeline pipeline, JobTrigger.Child child, List<JobVariable> forwarded, IReadOnlyDictionary<string, string> handed, StoredFacts facts, CancellationToken ct)
    {
        ConfigurationEntry entry = new ConfigurationEntry.Includes(child.Files);
        if (child.Files.OfType<TriggerInclude.Artifact>().FirstOrDefault() is { } made)
        {
            if (child.Files.Count > 1)
            {
                return new TriggerWish.Refused("A file that a job made can't be included together with others. Trigger a child for it alone.");
            }

            if (await MadeAsync(pipeline, made, ct) is not { } yaml)
            {
                return new TriggerWish.Refused($"There is no file {made.Path} in the artifacts of the job {made.Job}.");
            }

            entry = new ConfigurationEntry.Text(made.Path, yaml);
        }

        var request = new PipelineRequest(
            KeyOf(job), pipeline.ProjectId, pipeline.FullRef, pipeline.Commit, pipeline.Before, job.By, "parent_pipeline", handed, facts.MergeRequest)
        {
            ById = job.ById,
        };
        return new TriggerWish.Wanted(new PipelineWish(request)
        {
            Entry = entry,
            Inputs = child.Inputs,
            Forwarded = forwarded,
            UpstreamJobId = job.Id,
            ParentPipelineId = pipeline.Id,
        });
    }

    // As the user who runs the upstream pipeline; a job must reach nothing that its user could not.
    async Task<TriggerWish> DownstreamAsync(
        Job job, Pipeline pipeline, JobTrigger.Downstream downstream, VariableText text, List<JobVariable> forwarded, IReadOnlyDictionary<string, string> handed, CancellationToken ct)
    {
        var path = text.Expand(downstream.Project);
        var target = await projects.FindAsync(path, ct);
        var role = target is null ? ProjectRole.None : await projects.RoleOfAsync(target.Id, job.ById, ct);
        var branch = target is null ? "" : downstream.Branch is null ? target.DefaultBranch : text.Expand(downstream.Branch);
        if (target is null || role < ProjectRole.Developer)
        {
            return new TriggerWish.Refused(role >= ProjectRole.Reader
                ? $"{job.By} may read {path} and run no pipelines there."
                : $"There is no project {path} that {job.By} may see.");
        }

        var full = $"refs/heads/{branch}";
        if (await projects.ResolveAsync(target.Id, full, ct) is not { } commit)
        {
            return new TriggerWish.Refused($"There is no branch {branch} in {path}.");
        }

        if (role < ProjectRole.Maintainer && await projects.IsProtectedAsync(target.Id, full, ct))
        {
            return new TriggerWish.Refused($"{branch} of {path} is protected, and {job.By} is no maintainer there.");
        }

        return new TriggerWish.Wanted(new PipelineWish(new PipelineRequest(KeyOf(job), target.Id, full, commit, null, job.By, "pipeline", handed, null) { ById = job.ById })
        {
            Inputs = downstream.Inputs,
            Forwarded = forwarded,
            UpstreamJobId = job.Id,
        });
    }

    async Task<string?> MadeAsync(Pipeline pipeline, TriggerInclude.Artifact made, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var job = await db.Set<Job>().AsNoTracking().SingleOrDefaultAsync(row => row.PipelineId == pipeline.Id && row.Name == made.Job && !row.Superseded, ct);
        return job is not null && await artifacts.FindAsync(job.Id, "archive", ct) is { } file && artifacts.Open(file) is { } blob
            ? await ArchiveEntry.ReadTextAsync(blob, made.Path, LargestConfiguration, ct)
            : null;
    }

    async Task<int> DepthAsync(Pipeline pipeline, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var depth = 1;
        for (var upstream = pipeline.UpstreamJobId; upstream is { } job && depth <= Deepest; depth++)
        {
            upstream = await (from row in db.Set<Job>() join parent in db.Set<Pipeline>() on row.PipelineId equals parent.Id where row.Id == job select parent.UpstreamJobId).SingleOrDefaultAsync(ct);
        }

        return depth;
    }

    static string KeyOf(Job job) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"trigger:{job.Id}");
}

abstract record TriggerWish
{
    public sealed record Wanted(PipelineWish Wish) : TriggerWish;

    public sealed record Refused(string Why) : TriggerWish;
}
