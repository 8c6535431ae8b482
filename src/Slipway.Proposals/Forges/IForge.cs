namespace Slipway.Proposals.Forges;

/// <summary>What a proposal needs of the server that has the merge requests. One for each kind of server; safe for concurrent use.</summary>
public interface IForge
{
    /// <summary>The newest request of a branch of this repository, whatever its state; an open one before all others. Null: none.</summary>
    Task<ForgeRequest?> FindAsync(string branch, string target, CancellationToken ct);

    /// <summary>All open requests of branches that begin so, of this repository and not of a fork.</summary>
    Task<IReadOnlyList<ForgeRequest>> ListOpenAsync(string branchPrefix, CancellationToken ct);

    /// <summary>Opens one, with its labels and reviewers. Null where one is open already.</summary>
    Task<ForgeOpening?> OpenAsync(Proposal proposal, CancellationToken ct);

    /// <summary>Gives it this text, and these labels besides those that it has.</summary>
    Task<ForgeRequest> UpdateAsync(ForgeRequest request, string title, string body, IReadOnlyList<string> addLabels, CancellationToken ct);

    Task CommentAsync(ForgeRequest request, string text, CancellationToken ct);

    /// <summary>Closes it without merging.</summary>
    Task CloseAsync(ForgeRequest request, CancellationToken ct);

    /// <summary>
    /// Has it merged, if its head is this commit and its pipeline has succeeded. Where that still runs, it is merged when it has succeeded, by
    /// the forge itself if it can, else by asking again. Without a pipeline nothing is merged: nothing is green then.
    /// </summary>
    Task<ForgeMerge> MergeWhenGreenAsync(ForgeRequest request, string commit, CancellationToken ct);

    /// <summary>Whether only its members can see the project.</summary>
    Task<bool> IsPrivateAsync(CancellationToken ct);
}
