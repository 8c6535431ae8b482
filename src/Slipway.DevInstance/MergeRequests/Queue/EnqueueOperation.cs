using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.MergeRequests.Merging;

namespace Slipway.DevInstance.MergeRequests.Queue;

/// <summary>Puts a merge request that could be merged at the end of its target's queue.</summary>
sealed class EnqueueOperation(QueueStore queue, QueueTest test, QueueWake wake, TimeProvider time)
{
    /// <returns>Null where it is open no more.</returns>
    public async Task<MergeRequest?> RunAsync(MergeRequest one, Actor actor, ProjectRole role, MergeMethod how, bool removeSource, string? message, CancellationToken ct)
    {
        var added = await queue.AddAsync(
            new QueueEntry
            {
                ProjectId = one.ProjectId,
                MergeRequestId = one.Id,
                Number = one.Number,
                TargetBranch = one.TargetBranch,
                By = actor.Name,
                ById = actor.UserId,
                Role = role,
                Method = how,
                RemoveSource = removeSource,
                Message = message,
                SourceCommit = one.SourceCommit,
                QueuedAt = time.GetUtcNow(),
            },
            ct);
        wake.Call();
        return added;
    }

    /// <summary>Takes it out. False where it is not there.</summary>
    public async Task<bool> WithdrawAsync(MergeRequest one, string by, CancellationToken ct)
    {
        var entry = await queue.NewestAsync(one.Id, ct);
        if (entry is null || await queue.EndAsync(entry.Id, QueueEnd.Withdrawn, $"{by} took it out.", ct) is null)
        {
            return false;
        }

        await test.CancelAsync(entry, ct);
        wake.Call();
        return true;
    }
}
