namespace Slipway.Proposals;

/// <summary>A change that people are asked to look at: one commit on a branch of its own, and one request to merge it.</summary>
/// <param name="Branch">The branch that is ours to write: <c>slipway/known-hosts</c>. One branch has one request.</param>
/// <param name="Target">Where it is to be merged.</param>
/// <param name="Title">Of the request.</param>
/// <param name="Body">Of the request, in Markdown.</param>
/// <param name="Message">Of the commit. Trailers by which it is known again are added.</param>
/// <param name="Changes">At least one must differ from the target for there to be something to propose.</param>
public sealed record Proposal(string Branch, string Target, string Title, string Body, string Message, IReadOnlyList<FileChange> Changes)
{
    /// <summary>Labels that are added; what people have added stays.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>User names of those who are asked to review, when it is opened.</summary>
    public IReadOnlyList<string> Reviewers { get; init; } = [];

    /// <summary>
    /// What people say no to when they close the request: the same again is not opened. Null: what the changed files are, so that any other
    /// change of one of them is something new.
    /// </summary>
    public string? Subject { get; init; }

    /// <summary>Whether the commit is made again, on the target's newest commit, only because the target moved.</summary>
    public bool FollowTarget { get; init; } = true;
}

/// <summary>What one file is to be.</summary>
/// <param name="Path">From the top of the repository, with <c>/</c>.</param>
/// <param name="Content">All of it; null: the file goes.</param>
/// <param name="Executable">Null: as it is.</param>
public sealed record FileChange(string Path, ReadOnlyMemory<byte>? Content, bool? Executable = null)
{
    /// <summary>
    /// What the change was made from. Where the target has other bytes by now, what both changed is merged as git does it, and nothing is
    /// proposed where they meet. Null: whatever is there is replaced.
    /// </summary>
    public ReadOnlyMemory<byte>? Before { get; init; }
}

/// <summary>In whose name commits are made.</summary>
public sealed record CommitIdentity(string Name, string Email)
{
    public static CommitIdentity Default { get; } = new("Slipway", "slipway@localhost");
}
