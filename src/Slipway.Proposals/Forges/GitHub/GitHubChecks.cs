namespace Slipway.Proposals.Forges.GitHub;

/// <summary>Whether all that GitHub knows of a commit is green: check runs, and the statuses of older services.</summary>
static class GitHubChecks
{
    const int MostPages = 10;

    /// <returns>Null: it is; else why not.</returns>
    public static async Task<ForgeMerge?> OfAsync(ForgeHttp http, string repository, string commit, CancellationToken ct)
    {
        var runs = new List<GitHubCheckRun>();
        for (var page = 1; page <= MostPages; page++)
        {
            var some = await http.GetAsync($"{repository}/commits/{commit}/check-runs?filter=latest&per_page=100&page={page}", GitHubJson.Default.GitHubCheckRuns, ct);
            runs.AddRange(some.CheckRuns);
            if (runs.Count >= some.TotalCount || some.CheckRuns.Length == 0)
            {
                break;
            }
        }

        var statuses = await http.GetAsync($"{repository}/commits/{commit}/status", GitHubJson.Default.GitHubStatus, ct);
        if (runs.Count == 0 && statuses.TotalCount == 0)
        {
            return ForgeMerge.Not("It has no checks yet, and only what is green is merged.");
        }

        if (runs.FirstOrDefault(run => run.Status == "completed" && run.Conclusion is not ("success" or "neutral" or "skipped")) is { } red)
        {
            return ForgeMerge.Not($"The check {red.Name} is {red.Conclusion}.");
        }

        if (statuses is { TotalCount: > 0, State: not ("success" or "pending") })
        {
            return ForgeMerge.Not($"Its status is {statuses.State}.");
        }

        return runs.Any(run => run.Status != "completed") || statuses is { TotalCount: > 0, State: "pending" } ? ForgeMerge.Waits("It is looked at again in the next run: its checks are not done.") : null;
    }
}
