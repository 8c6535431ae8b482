using System.Globalization;
using Slipway.Contracts;
using Slipway.Contracts.DevInstance;

namespace Slipway.Client;

/// <summary>Merge requests; <see cref="SlipwayClient.MergeRequests"/>.</summary>
public sealed class MergeRequestsClient
{
    readonly SlipwayClient _client;

    internal MergeRequestsClient(SlipwayClient client) => _client = client;

    /// <summary>A project's merge requests, newest first.</summary>
    /// <param name="project">Its name.</param>
    /// <param name="state"><c>opened</c>, <c>merged</c>, <c>closed</c> or <c>all</c>.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<IReadOnlyList<MergeRequestInfo>> ListAsync(RepositoryName project, string state, CancellationToken ct) =>
        _client.GetAsync($"{Path(project)}?state={Uri.EscapeDataString(state)}", ContractsJson.Default.IReadOnlyListMergeRequestInfo, ct);

    /// <summary>One, and what is in its way.</summary>
    public Task<MergeRequestDetail> FindAsync(RepositoryName project, long number, CancellationToken ct) =>
        _client.GetAsync(Path(project, number), ContractsJson.Default.MergeRequestDetail, ct);

    /// <summary>Opens one.</summary>
    public Task<MergeRequestDetail> CreateAsync(RepositoryName project, CreateMergeRequest body, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Post, Path(project), body, ContractsJson.Default.CreateMergeRequest, ContractsJson.Default.MergeRequestDetail, ct);

    /// <summary>Changes what is not null.</summary>
    public Task<MergeRequestDetail> ChangeAsync(RepositoryName project, long number, ChangeMergeRequest body, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Patch, Path(project, number), body, ContractsJson.Default.ChangeMergeRequest, ContractsJson.Default.MergeRequestDetail, ct);

    /// <summary>Closes one without merging it.</summary>
    public Task<MergeRequestDetail> CloseAsync(RepositoryName project, long number, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Post, Path(project, number) + "/close", ContractsJson.Default.MergeRequestDetail, ct);

    /// <summary>Opens a closed one again.</summary>
    public Task<MergeRequestDetail> ReopenAsync(RepositoryName project, long number, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Post, Path(project, number) + "/reopen", ContractsJson.Default.MergeRequestDetail, ct);

    /// <summary>What is in the merge queue, first first.</summary>
    /// <param name="target">Null: the queues of all branches.</param>
    public Task<IReadOnlyList<MergeQueueEntry>> QueueAsync(RepositoryName project, string? target, CancellationToken ct) =>
        _client.GetAsync(Project(project) + "/merge-queue" + (target is null ? "" : $"?target={Uri.EscapeDataString(target)}"), ContractsJson.Default.IReadOnlyListMergeQueueEntry, ct);

    /// <summary>Takes one out of the merge queue.</summary>
    public Task<MergeRequestDetail> UnqueueAsync(RepositoryName project, long number, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Delete, Path(project, number) + "/queue", ContractsJson.Default.MergeRequestDetail, ct);

    /// <summary>Approves its head.</summary>
    public Task<MergeRequestDetail> ApproveAsync(RepositoryName project, long number, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Put, Path(project, number) + "/approval", ContractsJson.Default.MergeRequestDetail, ct);

    /// <summary>Takes the approval back.</summary>
    public Task WithdrawAsync(RepositoryName project, long number, CancellationToken ct) => _client.DeleteAsync(Path(project, number) + "/approval", ct);

    /// <summary>Merges it, or has it merged when its pipeline succeeds.</summary>
    public Task<MergeRequestDetail> MergeAsync(RepositoryName project, long number, MergeNow body, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Post, Path(project, number) + "/merge", body, ContractsJson.Default.MergeNow, ContractsJson.Default.MergeRequestDetail, ct);

    /// <summary>Its commits, newest first.</summary>
    public Task<IReadOnlyList<MergeCommitInfo>> CommitsAsync(RepositoryName project, long number, CancellationToken ct) =>
        _client.GetAsync(Path(project, number) + "/commits", ContractsJson.Default.IReadOnlyListMergeCommitInfo, ct);

    /// <summary>What it changes.</summary>
    public Task<ChangesInfo> ChangesAsync(RepositoryName project, long number, CancellationToken ct) =>
        _client.GetAsync(Path(project, number) + "/changes", ContractsJson.Default.ChangesInfo, ct);

    /// <summary>What was said of it, oldest first.</summary>
    public Task<IReadOnlyList<CommentInfo>> CommentsAsync(RepositoryName project, long number, CancellationToken ct) =>
        _client.GetAsync(Path(project, number) + "/comments", ContractsJson.Default.IReadOnlyListCommentInfo, ct);

    /// <summary>Says something of it.</summary>
    public Task<CommentInfo> CommentAsync(RepositoryName project, long number, AddComment body, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Post, Path(project, number) + "/comments", body, ContractsJson.Default.AddComment, ContractsJson.Default.CommentInfo, ct);

    /// <summary>What a project asks of every merge.</summary>
    public Task<MergeRuleSet> RulesAsync(RepositoryName project, CancellationToken ct) => _client.GetAsync(Project(project) + "/merge-rules", ContractsJson.Default.MergeRuleSet, ct);

    /// <summary>Says what a project asks of every merge.</summary>
    public Task<MergeRuleSet> SetRulesAsync(RepositoryName project, MergeRuleSet body, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Put, Project(project) + "/merge-rules", body, ContractsJson.Default.MergeRuleSet, ContractsJson.Default.MergeRuleSet, ct);

    static string Path(RepositoryName project) => Project(project) + "/merge-requests";

    static string Path(RepositoryName project, long number) => $"{Path(project)}/{number.ToString(CultureInfo.InvariantCulture)}";

    static string Project(RepositoryName project) => $"projects/{Uri.EscapeDataString(project.Owner)}/{Uri.EscapeDataString(project.Name)}";
}
