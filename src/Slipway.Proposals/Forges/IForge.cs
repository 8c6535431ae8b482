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
}
