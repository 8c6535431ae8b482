namespace Slipway.Proposals.Git;

/// <summary>A commit that is ready to be pushed.</summary>
/// <param name="Parent">The target's newest when it was made.</param>
/// <param name="Digest">64 hex digits over the changed files: the same changes on another parent have the same.</param>
/// <param name="Message">Without the trailers.</param>
sealed record ProposalCommit(string Commit, string Parent, string Digest, string Message);
