using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Slipway.Contracts.DevInstance;
using Slipway.Testing;

namespace Slipway.DevInstance.Testing;

/// <summary>A project whose merge queue has jobs to run, and a runner for them.</summary>
public sealed class QueueCase : IDisposable
{
    const string Configuration = "check:\n  script: make check\n  rules: [{if: '$CI_MERGE_REQUEST_EVENT_TYPE == \"merge_train\"'}]\n";

    readonly ApiRunner runner;

    QueueCase(MergeCase merge, ApiRunner runner) => (Merge, this.runner) = (merge, runner);

    public MergeCase Merge { get; }

    public static async Task<QueueCase> CreateAsync(ServerProcess server)
    {
        var merge = await MergeCase.CreateAsync(server);
        await merge.Work.CommitAsync(".gitlab-ci.yml", Configuration);
        await merge.Work.RunAsync("push", "--quiet", "-o", "ci.skip", "origin", "main");
        return new QueueCase(merge, await ApiRunner.CreateAsync(merge.Project));
    }

    /// <summary>Merge requests, each with a file of its name, put in line in this order.</summary>
    public async Task QueueAsync(params string[] branches)
    {
        await Merge.Work.RunAsync("fetch", "--quiet", "origin");
        foreach (var branch in branches)
        {
            await Merge.BranchAsync(branch, branch, "x", "merge_request.create", "ci.skip");
        }

        var open = (await Merge.Admin.GetFromJsonAsync<List<MergeRequestInfo>>(Merge.Api))!;
        foreach (var branch in branches)
        {
            await EnqueueAsync(open.Single(one => one.SourceBranch == branch).Number);
        }
    }

    public async Task EnqueueAsync(long number)
    {
        var answer = await Merge.Admin.PostAsJsonAsync($"{Merge.Api}/{number}/merge", new MergeNow(Queue: true));
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
    }

    public async Task<List<MergeQueueEntry>> LineAsync() => (await Merge.Admin.GetFromJsonAsync<List<MergeQueueEntry>>(Merge.Project.Api + "/merge-queue"))!;

    /// <summary>The next job, taken and running; one that is cancelled meanwhile does not count.</summary>
    public async Task<QueueJob> JobAsync()
    {
        while (true)
        {
            var job = new QueueJob(await runner.TakeAsync());
            if (await TryEndAsync(job, "running") == HttpStatusCode.OK)
            {
                return job;
            }
        }
    }

    public async Task EndAsync(QueueJob job, string state) => (await TryEndAsync(job, state)).ShouldBe(HttpStatusCode.OK);

    public Task<HttpStatusCode> TryEndAsync(QueueJob job, string state) => runner.SayAsync(job.Body, state);

    public async Task<MergeRequestDetail> BecomesAsync(long number, Func<MergeRequestDetail, bool> wanted)
    {
        MergeRequestDetail? detail = null;
        for (var i = 0; i < 300; i++)
        {
            detail = await Merge.ShowAsync(number);
            if (detail.Queue is not null && wanted(detail))
            {
                return detail;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"!{number} did not become what it should: {detail}");
    }

    /// <summary>The names of a commit's files.</summary>
    public Task<string> FilesAsync(string commit) => Tool.RunAsync("git", "-C", Merge.Project.Folder, "ls-tree", "-r", "--name-only", commit);

    public void Dispose()
    {
        runner.Dispose();
        Merge.Dispose();
    }
}

public sealed record QueueJob(JsonObject Body)
{
    public long Id => (long)Body["id"]!;

    public string Token => (string)Body["token"]!;

    public string Commit => (string)Body["git_info"]!["sha"]!;

    public IReadOnlyDictionary<string, string> Variables =>
        Body["variables"]!.AsArray().ToDictionary(one => (string)one!["key"]!, one => (string)one!["value"]!, StringComparer.Ordinal);
}
