using System.Net;
using Slipway.Contracts;
using Slipway.Contracts.DevInstance;

namespace Slipway.Proposals.Forges;

/// <summary>Slipway's own API.</summary>
sealed class SlipwayForge(ForgeHttp http, string project) : IForge
{
    readonly string path = $"projects/{string.Join('/', project.Split('/').Select(Uri.EscapeDataString))}";

    string Requests => path + "/merge-requests";

    public async Task<ForgeRequest?> FindAsync(string branch, string target, CancellationToken ct)
    {
        var all = (await ListAsync("all", ct)).Where(one => one.Branch == branch && one.Target == target).ToList(); // newest first
        return all.FirstOrDefault(one => one.State == ForgeState.Open) ?? all.FirstOrDefault();
    }

    public async Task<IReadOnlyList<ForgeRequest>> ListOpenAsync(string branchPrefix, CancellationToken ct) =>
        [.. (await ListAsync("opened", ct)).Where(one => one.Branch.StartsWith(branchPrefix, StringComparison.Ordinal))];

    public async Task<ForgeOpening?> OpenAsync(Proposal proposal, CancellationToken ct)
    {
        string[] reviewers = [.. proposal.Reviewers.Select(name => name.TrimStart('@'))];
        var (made, refused) = await TryAsync(proposal, reviewers, ct);
        if (!refused)
        {
            return made is null ? null : new ForgeOpening(Of(made.MergeRequest), []);
        }

        // One of them is no user who may see the project. They are named in a comment then, and whoever reads it knows.
        (made, _) = await TryAsync(proposal, [], ct);
        if (made is null)
        {
            return null;
        }

        var request = Of(made.MergeRequest);
        await CommentAsync(request, $"{string.Join(", ", reviewers.Select(name => "@" + name))}: please review.", ct);
        return new ForgeOpening(request, [$"Slipway does not take {string.Join(", ", reviewers)} as reviewers: they must be users who may see the project. They are named in a comment."]);
    }

    public async Task<ForgeRequest> UpdateAsync(ForgeRequest request, string title, string body, IReadOnlyList<string> addLabels, CancellationToken ct)
    {
        var change = new ChangeMergeRequest(title, body, Labels: addLabels.Count == 0 ? null : [.. request.Labels.Union(addLabels, StringComparer.Ordinal)]);
        return Of((await http.SendAsync(HttpMethod.Patch, $"{Requests}/{request.Number}", change, ContractsJson.Default.ChangeMergeRequest, ContractsJson.Default.MergeRequestDetail, ct)).MergeRequest);
    }

    public Task CommentAsync(ForgeRequest request, string text, CancellationToken ct) =>
        http.SendAsync(HttpMethod.Post, $"{Requests}/{request.Number}/comments", new AddComment(text), ContractsJson.Default.AddComment, ct);

    public Task CloseAsync(ForgeRequest request, CancellationToken ct) => http.PostAsync($"{Requests}/{request.Number}/close", ct);

    public async Task<ForgeMerge> MergeWhenGreenAsync(ForgeRequest request, string commit, CancellationToken ct)
    {
        var now = await http.GetAsync($"{Requests}/{request.Number}", ContractsJson.Default.MergeRequestDetail, ct);
        if (now.MergeRequest.SourceCommit != commit)
        {
            return ForgeMerge.Not("Its branch is at another commit by now.");
        }

        if (now.Pipeline is not { } pipeline)
        {
            return ForgeMerge.Not("It has no pipeline, and only what is green is merged.");
        }

        if (pipeline.State is "failed" or "canceled" or "skipped")
        {
            return ForgeMerge.Not($"Its pipeline {pipeline.Id} is {pipeline.State}.");
        }

        var why = "";
        var answer = await http.TryAsync(
            HttpMethod.Post, $"{Requests}/{request.Number}/merge", new MergeNow(commit, WhenPipelineSucceeds: true), ContractsJson.Default.MergeNow, ContractsJson.Default.MergeRequestDetail,
            (status, said) =>
            {
                why = SlipwayProblem.Detail(said);
                return status is HttpStatusCode.Forbidden or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity;
            },
            ct);
        return answer switch
        {
            null => ForgeMerge.Not(why),
            { MergeRequest.State: "merged" } => ForgeMerge.Merged,
            { Queue: not null } => ForgeMerge.Waits("It is in the merge queue."),
            _ => ForgeMerge.Waits("It is merged when its pipeline has succeeded."),
        };
    }

    public async Task<bool> IsPrivateAsync(CancellationToken ct) => (await http.GetAsync(path, ContractsJson.Default.ProjectInfo, ct)).Private;

    /// <returns>Nothing where one is open; <c>Refused</c> where it may be for the reviewers.</returns>
    async Task<(MergeRequestDetail? Made, bool Refused)> TryAsync(Proposal proposal, string[] reviewers, CancellationToken ct)
    {
        var refused = false;
        var body = new CreateMergeRequest(
            proposal.Branch, proposal.Target, proposal.Title, proposal.Body, RemoveSource: true, Labels: proposal.Labels, Reviewers: reviewers.Length == 0 ? null : reviewers);
        var made = await http.TryAsync(
            HttpMethod.Post, Requests, body, ContractsJson.Default.CreateMergeRequest, ContractsJson.Default.MergeRequestDetail,
            (status, said) =>
            {
                refused = status == HttpStatusCode.UnprocessableEntity && reviewers.Length > 0;
                return refused || (status == HttpStatusCode.Conflict && said.Contains("merge-request.exists", StringComparison.Ordinal));
            },
            ct);
        return (made, refused);
    }

    async Task<IReadOnlyList<ForgeRequest>> ListAsync(string state, CancellationToken ct) =>
        [.. (await http.GetAsync($"{Requests}?state={state}", ContractsJson.Default.IReadOnlyListMergeRequestInfo, ct)).Select(Of)];

    static ForgeRequest Of(MergeRequestInfo one) => new(
        one.Number, one.Url, one.State switch { "opened" => ForgeState.Open, "merged" => ForgeState.Merged, _ => ForgeState.Closed },
        one.SourceBranch, one.TargetBranch, one.Title, one.Description, one.Labels);
}
