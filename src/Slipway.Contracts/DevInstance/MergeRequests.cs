namespace Slipway.Contracts.DevInstance;

/// <summary>POST /api/v2/projects/{owner}/{name}/merge-requests.</summary>
/// <param name="Target">Null: the default branch.</param>
/// <param name="Title">Null: the commit's, where it is one; else made of the branch's name. <c>Draft:</c> before it keeps it from being merged.</param>
/// <param name="Squash">One commit is made of all when it is merged.</param>
/// <param name="RemoveSource">The source branch goes when it is merged.</param>
/// <param name="Reviewers">Names of users who are asked to look at it; each must be able to see the project.</param>
/// <param name="Assignees">Names of users who bring it to its end; the same holds for them.</param>
public sealed record CreateMergeRequest(
    string Source, string? Target = null, string? Title = null, string? Description = null, bool Squash = false, bool RemoveSource = false, IReadOnlyList<string>? Labels = null,
    IReadOnlyList<string>? Reviewers = null, bool Draft = false, IReadOnlyList<string>? Assignees = null);

/// <summary>PATCH /api/v2/projects/{owner}/{name}/merge-requests/{number}: what is null stays as it is.</summary>
/// <param name="Draft">Puts <c>Draft:</c> before the title, or takes it away.</param>
public sealed record ChangeMergeRequest(
    string? Title = null, string? Description = null, string? Target = null, bool? Squash = null, bool? RemoveSource = null, IReadOnlyList<string>? Labels = null,
    IReadOnlyList<string>? Reviewers = null, bool? Draft = null, IReadOnlyList<string>? Assignees = null);

/// <summary>POST .../merge-requests/{number}/merge.</summary>
/// <param name="Commit">The head that whoever merges has looked at; where it is another by now, nothing is merged. Null: whatever it is.</param>
/// <param name="Method"><c>merge</c> (a merge commit), <c>squash</c>, <c>fast-forward</c>; null: squash where the merge request says so, else what the project's rules say.</param>
/// <param name="WhenPipelineSucceeds">Now if nothing is in the way; else as soon as the pipeline succeeds.</param>
/// <param name="RemoveSource">Null: what the merge request says.</param>
/// <param name="Message">Of the new commit; null: one is made.</param>
/// <param name="Queue">Through the merge queue, which tests what the target will be; where the project's rules ask for it, so it is anyway.</param>
public sealed record MergeNow(
    string? Commit = null, string? Method = null, bool WhenPipelineSucceeds = false, bool? RemoveSource = null, string? Message = null, bool Queue = false);

/// <param name="State"><c>opened</c>, <c>merged</c> or <c>closed</c>.</param>
/// <param name="SourceCommit">The head: what <c>refs/merge-requests/N/head</c> names.</param>
/// <param name="TargetCommit">The target when it was opened; for what is merged, the target before it.</param>
/// <param name="MergeCommit">What the target named after the merge.</param>
/// <param name="AutoMerge">It is merged when its pipeline succeeds.</param>
public sealed record MergeRequestInfo(
    long Number, string Title, string Description, string State, bool Draft, string Author, string SourceBranch, string TargetBranch, string SourceCommit,
    string? TargetCommit, string? MergeCommit, string? MergedBy, bool Squash, bool RemoveSource, bool AutoMerge, IReadOnlyList<string> Labels, IReadOnlyList<string> Reviewers,
    IReadOnlyList<string> Assignees, string Url, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>One merge request with all that decides whether it can be merged.</summary>
/// <param name="Queue">Its place in the merge queue, or how it last left it; null: it never was there.</param>
/// <param name="Blocks">What is in the way; nothing: it can be merged.</param>
/// <param name="Conflicts">The paths that both sides changed in ways that do not go together.</param>
public sealed record MergeRequestDetail(
    MergeRequestInfo MergeRequest, IReadOnlyList<MergeBlock> Blocks, IReadOnlyList<string> Conflicts, IReadOnlyList<string> ApprovedBy, IReadOnlyList<ApprovalNeed> Approvals,
    MergePipeline? Pipeline, MergeQueueEntry? Queue = null);

/// <param name="Code"><c>closed</c>, <c>draft</c>, <c>conflicts</c>, <c>approvals</c>, <c>pipeline</c>, <c>branch-gone</c> or <c>nothing-to-merge</c>.</param>
public sealed record MergeBlock(string Code, string Text);

/// <summary>What one rule of <c>.slipway/approvals.yml</c> asks for here.</summary>
/// <param name="Users">Who may; nobody named: every developer.</param>
/// <param name="Missing">How many are still missing.</param>
public sealed record ApprovalNeed(string Rule, int Required, IReadOnlyList<string> Users, IReadOnlyList<string> ApprovedBy, int Missing);

/// <param name="State">As GitLab says it: <c>running</c>, <c>success</c>, <c>failed</c> ...</param>
public sealed record MergePipeline(long Id, string State);

/// <summary>GET and PUT /api/v2/projects/{owner}/{name}/merge-rules.</summary>
/// <param name="PipelinesMustSucceed">Nothing is merged whose newest pipeline failed, runs, or is not there.</param>
/// <param name="Queue">Everything is merged through the merge queue.</param>
/// <param name="Method">How it is merged unless somebody says otherwise: <c>merge</c>, <c>squash</c> or <c>fast-forward</c>.</param>
public sealed record MergeRuleSet(bool PipelinesMustSucceed = false, bool Queue = false, string Method = "merge");

/// <summary>A merge request in the queue of its target branch: GET .../merge-queue.</summary>
/// <param name="Position">From 1, which is merged next; 0: it is in the queue no more.</param>
/// <param name="State"><c>waiting</c>, <c>testing</c>, <c>passed</c>, <c>failed</c> (while others ahead may be the cause), <c>merged</c> or <c>dropped</c>.</param>
/// <param name="Why">What it waits for, or why it was dropped.</param>
/// <param name="Commit">What the target will name once it is merged: what is tested. <c>refs/merge-requests/N/train</c> names it.</param>
/// <param name="Base">What that is built upon: the target, or the commit of the one ahead.</param>
public sealed record MergeQueueEntry(
    string Target, long Number, string Title, int Position, string State, string? Why, string Method, string By, string? Commit, string? Base, MergePipeline? Pipeline,
    DateTimeOffset QueuedAt);

public sealed record MergeCommitInfo(string Commit, string Title, string AuthorName, string AuthorEmail, DateTimeOffset AuthoredAt);

/// <summary>POST .../merge-requests/{number}/comments.</summary>
/// <param name="Path">The file that it is about; null: the whole.</param>
/// <param name="Line">Of the new file, or with <paramref name="Old"/> of the old one; from 1.</param>
public sealed record AddComment(string Body, string? Path = null, int? Line = null, bool Old = false);

/// <param name="Commit">The head that the line is of.</param>
/// <param name="NowPath">Where the line is in the head of today, with <paramref name="NowLine"/>; null where it is not there any more.</param>
public sealed record CommentInfo(
    long Id, string Author, string Body, string? Path, int? Line, bool Old, string? Commit, DateTimeOffset At, string? NowPath = null, int? NowLine = null);
