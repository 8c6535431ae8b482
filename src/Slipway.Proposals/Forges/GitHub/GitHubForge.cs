using System.Net;

namespace Slipway.Proposals.Forges.GitHub;

/// <summary>GitHub's REST API. Labels, reviewers and comments of a pull request are requests of their own there.</summary>
sealed class GitHubForge(ForgeHttp http, string project) : IForge
{
    readonly string repository = $"repos/{project}";
    readonly string pulls = $"repos/{project}/pulls";
    readonly string issues = $"repos/{project}/issues";

    public async Task<ForgeRequest?> FindAsync(string branch, string target, CancellationToken ct)
    {
        ForgeRequest? newest = null;
        var path = $"{pulls}?state=all&sort=created&direction=desc&per_page=100&head={Uri.EscapeDataString($"{project.Split('/')[0]}:{branch}")}&base={Uri.EscapeDataString(target)}";
        await foreach (var one in http.PagesAsync(path, GitHubJson.Default.GitHubPullArray, ct))
        {
            if (IsOurs(one) && one.Head.Ref == branch && one.Base.Ref == target)
            {
                newest ??= Of(one);
                if (one.State == "open")
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
        await foreach (var one in http.PagesAsync($"{pulls}?state=open&per_page=100", GitHubJson.Default.GitHubPullArray, ct))
        {
            if (IsOurs(one) && one.Head.Ref.StartsWith(branchPrefix, StringComparison.Ordinal))
            {
                all.Add(Of(one));
            }
        }

        return all;
    }

    public async Task<ForgeOpening?> OpenAsync(Proposal proposal, CancellationToken ct)
    {
        var made = await http.TryAsync(
            HttpMethod.Post, pulls, new GitHubOpen(proposal.Title, proposal.Branch, proposal.Target, proposal.Body), GitHubJson.Default.GitHubOpen, GitHubJson.Default.GitHubPull,
            (status, said) => status == HttpStatusCode.UnprocessableEntity && said.Contains("already exists", StringComparison.Ordinal), ct);
        if (made is null)
        {
            return null;
        }

        var warnings = new List<string>();
        if (proposal.Labels.Count > 0)
        {
            await TryAsync(() => http.SendAsync(HttpMethod.Post, $"{issues}/{made.Number}/labels", new GitHubLabels(proposal.Labels), GitHubJson.Default.GitHubLabels, ct), "Labels", warnings);
        }

        if (proposal.Reviewers.Count > 0)
        {
            // "org/team" is a team, by its last part.
            var names = proposal.Reviewers.Select(name => name.TrimStart('@')).ToLookup(name => name.Contains('/', StringComparison.Ordinal));
            var body = new GitHubReviewers([.. names[false]], [.. names[true].Select(name => name[(name.LastIndexOf('/') + 1)..])]);
            await TryAsync(() => http.SendAsync(HttpMethod.Post, $"{pulls}/{made.Number}/requested_reviewers", body, GitHubJson.Default.GitHubReviewers, ct), "Reviewers", warnings);
        }

        return new ForgeOpening(Of(made), warnings);
    }

    public async Task<ForgeRequest> UpdateAsync(ForgeRequest request, string title, string body, IReadOnlyList<string> addLabels, CancellationToken ct)
    {
        if (addLabels.Count > 0)
        {
            await http.SendAsync(HttpMethod.Post, $"{issues}/{request.Number}/labels", new GitHubLabels(addLabels), GitHubJson.Default.GitHubLabels, ct);
        }

        return Of(await ChangeAsync(request, new GitHubChange(title, body), ct));
    }

    public Task CommentAsync(ForgeRequest request, string text, CancellationToken ct) =>
        http.SendAsync(HttpMethod.Post, $"{issues}/{request.Number}/comments", new GitHubComment(text), GitHubJson.Default.GitHubComment, ct);

    public Task CloseAsync(ForgeRequest request, CancellationToken ct) => ChangeAsync(request, new GitHubChange(State: "closed"), ct);

    /// <summary>Its own auto-merge needs rules of the repository and another API; so what is not green yet is looked at again in the next run.</summary>
    public async Task<ForgeMerge> MergeWhenGreenAsync(ForgeRequest request, string commit, CancellationToken ct)
    {
        var checks = await GitHubChecks.OfAsync(http, repository, commit, ct);
        if (checks is not null)
        {
            return checks;
        }

        var (rules, why) = (await http.GetAsync(repository, GitHubJson.Default.GitHubProject, ct), "");
        var method = rules.AllowMergeCommit is not false ? "merge" : rules.AllowSquashMerge is not false ? "squash" : "rebase";
        var merged = await http.TryAsync(
            HttpMethod.Put, $"{pulls}/{request.Number}/merge", new GitHubMerge(commit, method), GitHubJson.Default.GitHubMerge, GitHubJson.Default.GitHubMerged,
            (status, _) =>
            {
                why = $"GitHub does not merge it ({(int)status}): a rule of the branch, a conflict, or another commit.";
                return (int)status is 403 or 405 or 409 or 422;
            },
            ct);
        return merged is { Merged: true } ? ForgeMerge.Merged : ForgeMerge.Not(why);
    }

    public async Task<bool> IsPrivateAsync(CancellationToken ct) => (await http.GetAsync(repository, GitHubJson.Default.GitHubProject, ct)).Private;

    Task<GitHubPull> ChangeAsync(ForgeRequest request, GitHubChange change, CancellationToken ct) =>
        http.SendAsync(HttpMethod.Patch, $"{pulls}/{request.Number}", change, GitHubJson.Default.GitHubChange, GitHubJson.Default.GitHubPull, ct);

    static async Task TryAsync(Func<Task> request, string what, List<string> warnings)
    {
        try
        {
            await request();
        }
        catch (ProposalException refused) when (refused.Code is "forge.refused" or "forge.not-allowed" or "forge.not-found")
        {
            warnings.Add($"{what} were not taken: {refused.Message}");
        }
    }

    // A fork's branch may have our name.
    bool IsOurs(GitHubPull one) => one.Head.Repo?.FullName.Equals(project, StringComparison.OrdinalIgnoreCase) is true;

    static ForgeRequest Of(GitHubPull one) => new(
        one.Number, one.HtmlUrl, one.State == "open" ? ForgeState.Open : one.MergedAt is null ? ForgeState.Closed : ForgeState.Merged,
        one.Head.Ref, one.Base.Ref, one.Title, one.Body ?? "", [.. (one.Labels ?? []).Select(label => label.Name)]);
}
