using Slipway.DevInstance.Access;
using Slipway.DevInstance.MergeRequests.Changes;
using Slipway.DevInstance.Projects;
using Slipway.Platform.Auth;

namespace Slipway.DevInstance.MergeRequests.Merging;

/// <summary>What a target would name after a merge. Nothing moves.</summary>
sealed class MergeCandidate(TreeMerge merge, MergeBase bases, UserDirectory users)
{
    /// <param name="target">The commit that it is merged into.</param>
    /// <param name="tree">Of the merge.</param>
    /// <param name="message">Null: one is made.</param>
    /// <returns>The commit; null where that can't be by fast-forward.</returns>
    public async Task<string?> MakeAsync(Project project, MergeRequest one, string target, string tree, MergeMethod how, Actor actor, string? message, CancellationToken ct)
    {
        if (how == MergeMethod.FastForward)
        {
            return await bases.IsWithinAsync(project.Id, target, one.SourceCommit, ct) ? one.SourceCommit : null;
        }

        var committer = Person.Of(actor.UserId is { } id ? users.Find(id) : null, actor.Name);
        var author = how == MergeMethod.Squash ? Person.Of(one.AuthorId is { } wrote ? users.Find(wrote) : null, one.Author) : committer;
        string[] parents = how == MergeMethod.Squash ? [target] : [target, one.SourceCommit];
        var text = message is { Length: > 0 } ? message : MergeMessage.Of(one, project, how);
        return await merge.CommitAsync(project.Id, tree, parents, text, author, committer, ct);
    }

    public static string NoFastForward(MergeRequest one) =>
        $"!{one.Number} can't be merged fast-forward: {one.TargetBranch} has commits that {one.SourceBranch} has not. Rebase, and push again.";
}
