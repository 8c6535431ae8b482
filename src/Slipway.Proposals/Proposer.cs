using Slipway.Proposals.Forges;
using Slipway.Proposals.Git;

namespace Slipway.Proposals;

/// <summary>
/// Makes proposals, and keeps them true: one request for each branch, changed rather than doubled, made again when the target moves, merged
/// only where that is asked for, and never over somebody else's commits. Holds no state: the branch and the request say all that has to be
/// known the next time.
/// </summary>
public sealed class Proposer(GitRemote remote, IForge forge, TimeProvider time, CommitIdentity? identity = null)
{
    readonly CommitIdentity identity = identity ?? CommitIdentity.Default;

    /// <summary>Opens the proposal's request, or brings the open one up to it.</summary>
    /// <exception cref="ProposalException">It can't be done now, or not so.</exception>
    public async Task<ProposalOutcome> ProposeAsync(Proposal proposal, CancellationToken ct)
    {
        ProposalCheck.Check(proposal);
        using var repository = await ProposalRepository.MakeAsync(remote, ct);
        var tips = await repository.FetchAsync(proposal.Target, proposal.Branch, ct);
        var newest = await forge.FindAsync(proposal.Branch, proposal.Target, ct);
        var open = newest is { State: ForgeState.Open } ? newest : null;

        var commits = new ProposalCommits(repository, identity, time);
        var made = await commits.MakeAsync(proposal, tips.Target, ct);
        if (made is null)
        {
            return new ProposalOutcome.NothingToPropose(open);
        }

        if (tips.Branch is { } theirs && await commits.StrangerAsync(theirs, proposal.Target, ct) is { } stranger)
        {
            return new ProposalOutcome.TakenOver(open, stranger);
        }

        var marker = BodyMarker.Of(proposal.Subject, made.Digest, proposal.Body);
        if (newest is { State: ForgeState.Closed } && BodyMarker.Read(newest.Body) is { } declined && declined.Changes == marker.Changes)
        {
            return new ProposalOutcome.Declined(newest);
        }

        var pushed = !(tips.Branch is { } old && await commits.SaysTheSameAsync(old, made, proposal.FollowTarget, ct));
        if (pushed)
        {
            await repository.PushAsync(made.Commit, proposal.Branch, tips.Branch, ct);
        }

        var outcome = open is null ? await OpenAsync(proposal, marker, pushed, ct) : await UpdateAsync(proposal, marker, open, pushed, ct);
        return outcome with { Commit = pushed ? made.Commit : tips.Branch };
    }

    /// <summary>Has the request merged once its pipeline is green, as long as its branch is at this commit of ours.</summary>
    /// <param name="commit">Of the outcome.</param>
    public async Task<ForgeMerge> MergeAsync(ForgeRequest request, string commit, CancellationToken ct)
    {
        var merge = await forge.MergeWhenGreenAsync(request, commit, ct);
        if (merge.State == ForgeMergeState.Merged)
        {
            await DeleteAsync(request.Branch, commit, ct);
        }

        return merge;
    }

    /// <summary>Whether only its members can see the repository.</summary>
    public Task<bool> IsPrivateAsync(CancellationToken ct) => forge.IsPrivateAsync(ct);

    /// <summary>The open requests of branches that begin so, in this repository and not in a fork of it.</summary>
    public Task<IReadOnlyList<ForgeRequest>> OpenRequestsAsync(string branchPrefix, CancellationToken ct) => forge.ListOpenAsync(branchPrefix, ct);

    /// <summary>Says why, closes, and deletes the branch where all on it is ours. What was closed so may be proposed again.</summary>
    /// <returns>Whether the branch was deleted.</returns>
    public async Task<bool> CloseAsync(ForgeRequest request, string reason, CancellationToken ct)
    {
        await forge.CommentAsync(request, reason, ct);
        await forge.UpdateAsync(request, request.Title, BodyMarker.Remove(request.Body), [], ct);
        await forge.CloseAsync(request, ct);
        using var repository = await ProposalRepository.MakeAsync(remote, ct);
        var tips = await repository.FetchAsync(request.Target, request.Branch, ct);
        if (tips.Branch is not { } branch || await new ProposalCommits(repository, identity, time).StrangerAsync(branch, request.Target, ct) is not null)
        {
            return false;
        }

        await repository.PushAsync(null, request.Branch, branch, ct);
        return true;
    }

    /// <summary>A file as the newest commit of a branch has it; null where it has none.</summary>
    public async Task<byte[]?> ReadAsync(string branch, string path, CancellationToken ct) => (await ReadAsync(branch, [path], ct))?[path];

    /// <summary>Files as the newest commit of a branch has them, null for those that it has not; null where there is no such branch.</summary>
    public async Task<IReadOnlyDictionary<string, byte[]?>?> ReadAsync(string branch, IReadOnlyList<string> paths, CancellationToken ct)
    {
        BranchName.Check(branch);
        using var repository = await ProposalRepository.MakeAsync(remote, ct);
        if (await repository.FetchAsync(branch, ct) is not { } tip)
        {
            return null;
        }

        var files = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            files[path] = await repository.ReadAsync(tip, path, ct);
        }

        return files;
    }

    /// <summary>What people merge into when nothing else is said.</summary>
    public async Task<string> DefaultBranchAsync(CancellationToken ct)
    {
        using var repository = await ProposalRepository.MakeAsync(remote, ct);
        return await repository.DefaultBranchAsync(ct);
    }

    /// <summary>Where the forge has not done so already.</summary>
    async Task DeleteAsync(string branch, string commit, CancellationToken ct)
    {
        using var repository = await ProposalRepository.MakeAsync(remote, ct);
        try
        {
            await repository.PushAsync(null, branch, commit, ct);
        }
        catch (ProposalException gone) when (gone.Code is "proposal.moved" or "proposal.push-refused")
        {
            // It is gone, or it is somebody else's by now.
        }
    }

    async Task<ProposalOutcome> OpenAsync(Proposal proposal, BodyMarker marker, bool pushed, CancellationToken ct)
    {
        var opening = await forge.OpenAsync(proposal with { Body = marker.Put(proposal.Body) }, ct);
        if (opening is not null)
        {
            return new ProposalOutcome.Opened(opening.Request, opening.Warnings);
        }

        // Somebody else, likely we in another process, opened it in this moment.
        var other = await forge.FindAsync(proposal.Branch, proposal.Target, ct);
        return other is { State: ForgeState.Open }
            ? await UpdateAsync(proposal, marker, other, pushed, ct)
            : throw new ProposalException("forge.refused", $"The forge has a request for {proposal.Branch} into {proposal.Target} and does not show it: look at what the token may see.");
    }

    async Task<ProposalOutcome> UpdateAsync(Proposal proposal, BodyMarker marker, ForgeRequest open, bool pushed, CancellationToken ct)
    {
        var before = BodyMarker.Read(open.Body);
        var labels = proposal.Labels.Except(open.Labels, StringComparer.Ordinal).ToList();
        var title = open.Title.EndsWith(proposal.Title, StringComparison.Ordinal) ? open.Title : proposal.Title; // "Draft: " before it is a person's
        if (before == marker && title == open.Title && labels.Count == 0)
        {
            return pushed ? new ProposalOutcome.Updated(open, true, []) : new ProposalOutcome.Unchanged(open);
        }

        var body = before == marker ? open.Body : marker.Put(proposal.Body); // where our text is the same, people's edits of it stay
        return new ProposalOutcome.Updated(await forge.UpdateAsync(open, title, body, labels, ct), pushed, []);
    }
}
