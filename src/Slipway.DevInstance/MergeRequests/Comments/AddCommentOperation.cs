using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.MergeRequests.Comments;

/// <summary>Says something of a merge request, or of a line of a file.</summary>
sealed class AddCommentOperation(CommentStore store, TimeProvider time)
{
    const int LongestBody = 50_000;
    const int LongestPath = 4096;

    public async Task<AddCommentOutcome> RunAsync(MergeRequest one, Actor actor, AddComment wanted, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(wanted.Body) || wanted.Body.Length > LongestBody)
        {
            return new AddCommentOutcome.Refused(ProblemCode.Malformed, $"A comment has 1 to {LongestBody:N0} characters.");
        }

        if (wanted.Path is { Length: 0 or > LongestPath } || (wanted.Path is null) != (wanted.Line is null) || wanted.Line < 1)
        {
            return new AddCommentOutcome.Refused(ProblemCode.Malformed, "A comment on a line needs a path and a line from 1; one on the whole has neither.");
        }

        return new AddCommentOutcome.Added(await store.AddAsync(
            new Comment
            {
                MergeRequestId = one.Id,
                AuthorId = actor.UserId,
                Author = actor.Name,
                Body = wanted.Body,
                Path = wanted.Path,
                Line = wanted.Line,
                Old = wanted.Old,
                Commit = one.SourceCommit,
                At = time.GetUtcNow(),
            },
            ct));
    }
}

abstract record AddCommentOutcome
{
    public sealed record Added(Comment Comment) : AddCommentOutcome;

    public sealed record Refused(ProblemCode Problem, string Detail) : AddCommentOutcome;
}
