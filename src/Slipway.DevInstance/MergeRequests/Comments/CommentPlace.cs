namespace Slipway.DevInstance.MergeRequests.Comments;

/// <summary>The line that a comment is about to be written on.</summary>
/// <param name="Old">Of the old file.</param>
public sealed record CommentPlace(string Path, int Line, bool Old);
