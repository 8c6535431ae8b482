using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Testing;

namespace Slipway.DevInstance.Tests.MergeRequests;

/// <summary>A project whose merge queue has jobs to run, and a runner for them.</summary>
public sealed class QueueCase : IDisposable
{
    const string Configuration = "check:\n  script: make check\n  rules: [{if: '$CI_MERGE_REQUEST_EVENT_TYPE == \"merge_train\"'}]\n";

    readonly string runner;

    QueueCase(MergeCase merge, string runner) => (Merge, this.runner) = (merge, runner);

    public MergeCase Merge { get; }

    public static async Task<QueueCase> CreateAsync(ServerProcess server)
    {
        var merge = await MergeCase.CreateAsync(server);
        await merge.Work.CommitAsync(".gitlab-ci.yml", Configuration);
        await merge.Work.RunAsync("push", "--quiet", "-o", "ci.skip", "origin", "main");
        var answer = await merge.Admin.PostAsJsonAsync("/api/v2/runners", new CreateRunner("queue", null, true, false, false, false, [merge.Project.Path], null, null));
        answer.EnsureSuccessStatusCode();
        return new QueueCase(merge, (await answer.Content.ReadFromJsonAsync<CreatedRunner>())!.Token);
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

    /// <summary>The next job, taken and running.</summary>
    public async Task<QueueJob> JobAsync()
    {
        using var http = Http();
        for (var i = 0; i < 60; i++)
        {
            var answer = await http.PostAsJsonAsync(
                "jobs/request", new JsonObject { ["token"] = runner, ["system_id"] = "s_0123456789ab", ["info"] = new JsonObject { ["name"] = "gitlab-runner", ["features"] = new JsonObject() } });
            if (answer.StatusCode == HttpStatusCode.Created)
            {
                var body = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
                var job = new QueueJob(
                    (long)body["id"]!, (string)body["token"]!, (string)body["git_info"]!["sha"]!,
                    body["variables"]!.AsArray().ToDictionary(one => (string)one!["key"]!, one => (string)one!["value"]!, StringComparer.Ordinal));
                if (await TryEndAsync(job, "running") == HttpStatusCode.OK)
                {
                    return job;
                }
            }
        }

        throw new TimeoutException("There is no job.");
    }

    public async Task EndAsync(QueueJob job, string state) => (await TryEndAsync(job, state)).ShouldBe(HttpStatusCode.OK);

    public async Task<HttpStatusCode> TryEndAsync(QueueJob job, string state)
    {
        using var http = Http();
        var body = new JsonObject { ["token"] = job.Token, ["state"] = state };
        if (state == "failed")
        {
            body["failure_reason"] = "script_failure";
        }

        return (await http.PutAsJsonAsync($"jobs/{job.Id}", body)).StatusCode;
    }

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

    public void Dispose() => Merge.Dispose();

    HttpClient Http() => new() { BaseAddress = new Uri(Merge.Project.Server.Url + "/api/v4/") };
}

public sealed record QueueJob(long Id, string Token, string Commit, IReadOnlyDictionary<string, string> Variables);
