using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.MergeRequests.Merging;

namespace Slipway.DevInstance.MergeRequests.Queue;

/// <summary>From the queue's rows to what the API and the pages say.</summary>
sealed class QueueInfos(QueueStore queue, MergeRequestStore store, IEnumerable<IPipelines> pipelines)
{
    /// <summary>What stands in line, first first, branch by branch.</summary>
    /// <param name="target">Null: all branches.</param>
    public async Task<IReadOnlyList<MergeQueueEntry>> ListAsync(long projectId, string? target, CancellationToken ct)
    {
        var all = new List<MergeQueueEntry>();
        foreach (var entry in await queue.InLineAsync(projectId, target, ct))
        {
            all.Add(await InfoAsync(entry, 1 + all.Count(other => other.Target == entry.TargetBranch), ct));
        }

        return all;
    }

    /// <summary>A merge request's newest turn; null where it had none.</summary>
    public async Task<MergeQueueEntry?> OfAsync(MergeRequest one, CancellationToken ct)
    {
        if (await queue.NewestAsync(one.Id, ct) is not { } entry)
        {
            return null;
        }

        var line = entry.End == QueueEnd.InLine ? await queue.InLineAsync(one.ProjectId, entry.TargetBranch, ct) : [];
        return await InfoAsync(entry, 1 + line.TakeWhile(other => other.Id != entry.Id).Count(), ct);
    }

    async Task<MergeQueueEntry> InfoAsync(QueueEntry entry, int position, CancellationToken ct)
    {
        var pipeline = entry.PipelineId is { } id && pipelines.FirstOrDefault() is { } answering ? await answering.FindAsync(id, ct) : null;
        var state = (entry.End, entry.Commit, entry.Asked, pipeline?.State) switch
        {
            (QueueEnd.Merged, _, _, _) => "merged",
            (QueueEnd.Dropped or QueueEnd.Withdrawn, _, _, _) => "dropped",
            (_, null, _, _) => "waiting",
            (_, _, true, null or PipelineState.Success) => "passed",
            (_, _, _, PipelineState.Failed or PipelineState.Canceled or PipelineState.Skipped) => "failed",
            _ => "testing",
        };
        return new MergeQueueEntry(
            entry.TargetBranch, entry.Number, (await store.FindAsync(entry.ProjectId, entry.Number, ct))?.Title ?? "", entry.End == QueueEnd.InLine ? position : 0, state, entry.Why,
            entry.Method.Name(), entry.By, entry.Commit, entry.Base, pipeline is null ? null : new MergePipeline(pipeline.Id, PipelineWord.Of(pipeline.State)), entry.QueuedAt);
    }
}
