using System.Globalization;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.MergeRequests.Approvals;
using Slipway.DevInstance.MergeRequests.Comments;
using Slipway.DevInstance.MergeRequests.Merging;
using Slipway.DevInstance.MergeRequests.Queue;
using Slipway.Platform.Pages;

namespace Slipway.DevInstance.MergeRequests;

/// <summary>What the forms of a merge request's page do. Each carries the head that its reader saw.</summary>
sealed class MergeRequestActions(
    MergeOperation merge, ApproveOperation approve, AutoMerge autoMerge, ChangeMergeRequestOperation change, ReopenOperation reopen, EnqueueOperation queue, AddCommentOperation comment)
{
    /// <returns>Why it was not done, or null.</returns>
    public async Task<string?> RunAsync(MergeRequestAnswer found, Actor actor, PostedForm form, CancellationToken ct)
    {
        var one = found.One!;
        var seen = form["commit"] is { Length: > 0 } commit ? commit : null;
        switch (form["action"])
        {
            case "merge":
                var wanted = new MergeNow(seen, form["method"] is { Length: > 0 } method ? method : null, form.Has("wait"), form.Has("remove"), Queue: form.Has("queue"));
                return await merge.RunAsync(found.Project, one.Number, actor, found.Role, wanted, ct) is MergeOutcome.Refused refused ? refused.Detail : null;
            case "approve":
                if (await approve.RunAsync(one, actor, seen, ct) is ApproveOutcome.Refused unapproved)
                {
                    return unapproved.Detail;
                }

                await autoMerge.TryAsync(one, ct);
                return null;
            case "close":
                return await change.CloseAsync(one, ct) is ChangeMergeRequestOutcome.Refused open ? open.Detail : null;
            case "reopen":
                return await reopen.RunAsync(found.Project, one, actor, ct) is ChangeMergeRequestOutcome.Refused closed ? closed.Detail : null;
            case "withdraw":
                return await queue.WithdrawAsync(one, actor.Name, ct) ? null : "It is not in the merge queue any more.";
            case "change":
                return await change.RunAsync(found.Project, one, Changed(form), ct) is ChangeMergeRequestOutcome.Refused unchanged ? unchanged.Detail : null;
            case "comment":
                return await comment.RunAsync(one, actor, Comment(form), ct) is AddCommentOutcome.Refused unsaid ? unsaid.Detail : null;
            default:
                return "This form is none of this page's.";
        }
    }

    static ChangeMergeRequest Changed(PostedForm form) => new(
        form["title"], form.Whole("description"), form["target"], Labels: form.Words("labels"), Assignees: form.Words("assignees"), Reviewers: form.Words("reviewers"),
        Draft: form.Has("draft"));

    static AddComment Comment(PostedForm form) => form["path"] is { Length: > 0 }
        ? new AddComment(form.Whole("body"), form.Whole("path"), int.TryParse(form["line"], NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : null, form["old"] == "true")
        : new AddComment(form.Whole("body"));
}
