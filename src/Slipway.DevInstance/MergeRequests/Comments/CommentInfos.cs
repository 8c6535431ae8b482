using Slipway.Contracts.DevInstance;

namespace Slipway.DevInstance.MergeRequests.Comments;

/// <summary>From rows to what the API says.</summary>
static class CommentInfos
{
    public static CommentInfo Of(Comment one) => new(one.Id, one.Author, one.Body, one.Path, one.Line, one.Old, one.Commit, one.At);
}
