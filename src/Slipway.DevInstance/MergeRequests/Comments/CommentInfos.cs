using Slipway.Contracts.DevInstance;

namespace Slipway.DevInstance.MergeRequests.Comments;

/// <summary>From rows to what the API says.</summary>
static class CommentInfos
{
    /// <param name="now">Where its line is in the head; null: on none, or it is not there any more.</param>
    public static CommentInfo Of(Comment one, (string Path, int Line)? now) =>
        new(one.Id, one.Author, one.Body, one.Path, one.Line, one.Old, one.Commit, one.At, now?.Path, now?.Line);
}
