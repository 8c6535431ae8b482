using Slipway.Contracts.BuildMachines;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.MergeRequests.Changes;
using Slipway.DevInstance.MergeRequests.Merging;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.MergeRequests.Queue;

/// <summary>Makes the commit that a queued merge request would become, and has it tested.</summary>
sealed class QueueTest(
    IEnumerable<IPipelines> pipelines, QueueStore queue, MergeRequestStore store, TreeMerge merge, MergeCandidate candidates, MergeBase bases, HeadRef head)
{
    /// <param name="upon">What it is built upon.</param>
    public async Task<QueueBuild> BuildAsync(Project project, MergeRequest one, QueueEntry entry, Actor actor, string upon, CancellationToken ct)
    {
        if (entry.Commit is not null && entry.Base == upon)
        {
            return new QueueBuild.Built(entry);
        }

        await CancelAsync(entry, ct);
        var (commit, why) = await merge.RunAsync(project.Id, upon, entry.SourceCommit, ct) switch
        {
            TreeMergeOutcome.Clean clean => await candidates.MakeAsync(project, one, upon, clean.Tree, entry.Method, actor, entry.Message, ct) is { } made
                ? (made, null)
                : (null, MergeCandidate.NoFastForward(one)),
            TreeMergeOutcome.Conflicts found => (null, $"It conflicts in {string.Join(", ", found.Paths.Take(10))}. Merge or rebase, and push again."),
            _ => ((string?)null, (string?)$"It has no commit in common with {one.TargetBranch}."),
        };
        if (commit is not null)
        {
            // Before the row: what a row names is not to be collected.
            await head.PointTrainAsync(project.Id, entry.Number, commit, ct);
        }

        var row = await queue.ChangeAsync(
            entry.Id, row => (row.Commit, row.Base, row.Asked, row.PipelineId) = (commit, commit is null ? null : upon, false, null), ct);
        return commit is null ? new QueueBuild.Impossible(why!) : new QueueBuild.Built(row ?? entry);
    }

    /// <summary>Asks for the commit's pipeline, once, and says what has become of it.</summary>
    public async Task<QueueVerdict> VerdictAsync(Project project, MergeRequest one, QueueEntry entry, CancellationToken ct)
    {
        if (!entry.Asked)
        {
            var creation = pipelines.FirstOrDefault() is { } answering ? await answering.CreateAsync(await RequestAsync(project, one, entry, ct), ct) : null;
            var id = creation switch
            {
                PipelineCreation.Created made => made.Pipeline.Id,
                PipelineCreation.Invalid invalid => invalid.Pipeline.Id,
                _ => (long?)null,
            };
            entry = await queue.ChangeAsync(entry.Id, row => (row.Asked, row.PipelineId) = (true, id), ct) ?? entry;
        }

        if (entry.PipelineId is not { } number)
        {
            return (await store.RulesAsync(project.Id, ct)).PipelinesMustSucceed
                ? new QueueVerdict.Failed("Pipelines must succeed in this project, and its configuration wants none of the merge's result.")
                : new QueueVerdict.Passed();
        }

        var state = (await pipelines.First().FindAsync(number, ct))?.State ?? PipelineState.Canceled;
        return state switch
        {
            PipelineState.Success => new QueueVerdict.Passed(),
            PipelineState.Failed or PipelineState.Canceled or PipelineState.Skipped => new QueueVerdict.Failed($"Pipeline {number} of the merge's result is {PipelineWord.Of(state)}."),
            _ => new QueueVerdict.Testing(),
        };
    }

    /// <summary>Its pipeline, if it still runs, tests what will not be.</summary>
    public async Task CancelAsync(QueueEntry entry, CancellationToken ct)
    {
        if (entry.PipelineId is { } number && pipelines.FirstOrDefault() is { } answering)
        {
            await answering.CancelAsync(number, ct);
        }
    }

    async Task<PipelineRequest> RequestAsync(Project project, MergeRequest one, QueueEntry entry, CancellationToken ct) => new(
        $"queue:{entry.Id}:{entry.Commit}", project.Id, one.TrainRef, entry.Commit!, entry.Base, entry.By, "merge_request_event",
        new Dictionary<string, string>(StringComparer.Ordinal),
        new MergeRequestFacts(
            one.Number, one.Title, one.SourceBranch, one.TargetBranch, entry.SourceCommit, entry.Base!,
            await bases.FindAsync(project.Id, entry.Base!, entry.SourceCommit, ct) ?? entry.Base!, one.IsDraft, Queued: true))
    {
        ById = entry.ById,
    };
}

abstract record QueueBuild
{
    public sealed record Built(QueueEntry Entry) : QueueBuild;

    public sealed record Impossible(string Why) : QueueBuild;
}

abstract record QueueVerdict
{
    public sealed record Passed : QueueVerdict;

    public sealed record Testing : QueueVerdict;

    public sealed record Failed(string Why) : QueueVerdict;
}
