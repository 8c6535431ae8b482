using System.Net;

namespace Slipway.Proposals.Forges.GitLab;

/// <summary>GitLab's REST API, version 4.</summary>
sealed class GitLabForge(ForgeHttp http, string project) : IForge
{
    readonly string path = $"projects/{Uri.EscapeDataString(project)}";
    readonly string requests = $"projects/{Uri.EscapeDataString(project)}/merge_requests";

    public async Task<ForgeRequest?> FindAsync(string branch, string target, CancellationToken ct)
    {
        ForgeRequest? newest = null;
        var path = $"{requests}?state=all&scope=all&order_by=created_at&sort=desc&per_page=100&source_branch={Uri.EscapeDataString(branch)}&target_branch={Uri.EscapeDataString(target)}";
        await foreach (var one in http.PagesAsync(path, GitLabJson.Default.GitLabMergeRequestArray, ct))
        {
            if (IsOurs(one) && one.SourceBranch == branch && one.TargetBranch == target)
            {
                newest ??= Of(one);
                if (one.State == "opened")
                {
                    return Of(one);
                }
            }
        }

        return newest;
    }

    public async Task<IReadOnlyList<ForgeRequest>> ListOpenAsync(string branchPrefix, CancellationToken ct)
    {
        var all = new List<ForgeRequest>();
        await foreach (var one in http.PagesAsync($"{requests}?state=opened&scope=all&per_page=100", GitLabJson.Default.GitLabMergeRequestArray, ct))
        {
            if (IsOurs(one) && one.SourceBranch.StartsWith(branchPrefix, StringComparison.Ordinal))
            {
                all.Add(Of(one));
            }
        }

        return all;
    }

    public async Task<ForgeOpening?> OpenAsync(Proposal proposal, CancellationToken ct)
    {
        var (reviewers, warnings) = await ReviewersAsync(proposal.Reviewers, ct);
        var made = await http.TryAsync(
            HttpMethod.Post, requests,
            new GitLabOpen(proposal.Branch, proposal.Target, proposal.Title, proposal.Body, string.Join(',', proposal.Labels), reviewers.Length == 0 ? null : reviewers, true),
            GitLabJson.Default.GitLabOpen, GitLabJson.Default.GitLabMergeRequest, (status, _) => status == HttpStatusCode.Conflict, ct);
        return made is null ? null : new ForgeOpening(Of(made), warnings);
    }

    public async Task<ForgeRequest> UpdateAsync(ForgeRequest request, string title, string body, IReadOnlyList<string> addLabels, CancellationToken ct) =>
        Of(await ChangeAsync(request, new GitLabChange(title, body, addLabels.Count == 0 ? null : string.Join(',', addLabels)), ct));

    public Task CommentAsync(ForgeRequest request, string text, CancellationToken ct) =>
        http.SendAsync(HttpMethod.Post, $"{requests}/{request.Number}/notes", new GitLabNote(text), GitLabJson.Default.GitLabNote, ct);

    public Task CloseAsync(ForgeRequest request, CancellationToken ct) => ChangeAsync(request, new GitLabChange(StateEvent: "close"), ct);

    public async Task<ForgeMerge> MergeWhenGreenAsync(ForgeRequest request, string commit, CancellationToken ct)
    {
        var now = await http.GetAsync($"{requests}/{request.Number}", GitLabJson.Default.GitLabMergeState, ct);
        if (now.Sha != commit)
        {
            return ForgeMerge.Not("Its branch is at another commit by now.");
        }

        // The pipeline of an earlier head says nothing of this one; that of a merged result has the merge's commit, and its ref says so.
        if (now.HeadPipeline is not { } pipeline || (pipeline.Sha != commit && pipeline.Ref?.EndsWith("/merge", StringComparison.Ordinal) is not true))
        {
            return ForgeMerge.Not("It has no pipeline yet, and only what is green is merged.");
        }

        if (pipeline.Status is "failed" or "canceled" or "canceling" or "skipped")
        {
            return ForgeMerge.Not($"Its pipeline {pipeline.Id} is {pipeline.Status}.");
        }

        var wait = pipeline.Status == "success" ? (bool?)null : true;
        var why = "";
        var merged = await http.TryAsync(
            HttpMethod.Put, $"{requests}/{request.Number}/merge", new GitLabMerge(commit, true, wait, wait), GitLabJson.Default.GitLabMerge, GitLabJson.Default.GitLabMergeState,
            (status, _) =>
            {
                // 401: the token may do much, and not merge.
                why = $"GitLab does not merge it: {(int)status} {now.DetailedMergeStatus}";
                return (int)status is 401 or 403 or 405 or 406 or 409 or 422;
            },
            ct);
        return merged is null ? ForgeMerge.Not(why) : merged.State == "merged" ? ForgeMerge.Merged : ForgeMerge.Waits("It is merged when its pipeline has succeeded.");
    }

    public async Task<bool> IsPrivateAsync(CancellationToken ct) => (await http.GetAsync(path, GitLabJson.Default.GitLabProject, ct)).Visibility == "private";

    Task<GitLabMergeRequest> ChangeAsync(ForgeRequest request, GitLabChange change, CancellationToken ct) =>
        http.SendAsync(HttpMethod.Put, $"{requests}/{request.Number}", change, GitLabJson.Default.GitLabChange, GitLabJson.Default.GitLabMergeRequest, ct);

    async Task<(long[] Ids, IReadOnlyList<string> Warnings)> ReviewersAsync(IReadOnlyList<string> names, CancellationToken ct)
    {
        var (ids, warnings) = (new List<long>(), new List<string>());
        foreach (var name in names.Select(name => name.TrimStart('@')))
        {
            var found = await http.GetAsync($"users?username={Uri.EscapeDataString(name)}", GitLabJson.Default.GitLabUserArray, ct);
            if (found.FirstOrDefault(user => user.Username.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } user)
            {
                ids.Add(user.Id);
            }
            else
            {
                warnings.Add($"GitLab knows no user '{name}': the review was not asked of them.");
            }
        }

        return ([.. ids], warnings);
    }

    // A fork's branch may have our name.
    static bool IsOurs(GitLabMergeRequest one) => one.SourceProjectId == one.TargetProjectId;

    static ForgeRequest Of(GitLabMergeRequest one) => new(
        one.Iid, one.WebUrl, one.State switch { "opened" or "locked" => ForgeState.Open, "merged" => ForgeState.Merged, _ => ForgeState.Closed },
        one.SourceBranch, one.TargetBranch, one.Title, one.Description ?? "", one.Labels ?? []);
}
