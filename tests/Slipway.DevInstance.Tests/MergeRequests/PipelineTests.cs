using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;

namespace Slipway.DevInstance.Tests.MergeRequests;

/// <summary>With the real build machines, and a runner that says what became of its jobs.</summary>
public sealed class PipelineTests(SharedServer shared)
{
    const string Configuration = "check:\n  script: make check\n  rules: [{if: '$CI_PIPELINE_SOURCE == \"merge_request_event\"'}]\n";

    [Fact]
    public async Task What_failed_is_not_merged_and_what_waits_for_its_pipeline_is_merged_when_it_succeeds()
    {
        using var on = await MergeCase.CreateAsync(shared.Server);
        await on.Work.CommitAsync(".gitlab-ci.yml", Configuration);
        await on.Work.RunAsync("push", "--quiet", "-o", "ci.skip", "origin", "main");
        (await on.Admin.PutAsJsonAsync(on.Project.Api + "/merge-rules", new MergeRuleSet(PipelinesMustSucceed: true))).EnsureSuccessStatusCode();
        var runner = await RunnerAsync(on);
        await on.Work.RunAsync("checkout", "--quiet", "-b", "topic");
        await on.Work.CommitAsync("a", "a");
        var result = await on.Work.TryAsync("push", "-o", "merge_request.create", "-o", "merge_request.merge_when_pipeline_succeeds", "origin", "topic");
        result.Error.ShouldContain("!1 is merged when its pipeline succeeds");
        var detail = await on.ShowAsync(1);
        detail.MergeRequest.AutoMerge.ShouldBeTrue();
        detail.Blocks.ShouldHaveSingleItem().Code.ShouldBe("pipeline");
        (await on.RefusedAsync(1)).Detail!.ShouldContain("Pipelines must succeed");

        await FinishAsync(on, runner, "failed");
        (await BecomesAsync(on, one => one.Pipeline?.State == "failed")).MergeRequest.State.ShouldBe("opened");
        (await on.RefusedAsync(1)).Detail!.ShouldContain("is failed");

        // The new head has a pipeline of its own, and nobody has said of it that it is to be merged.
        await on.Work.CommitAsync("a", "b");
        await on.Work.RunAsync("push", "--quiet", "origin", "topic");
        (await on.ShowAsync(1)).MergeRequest.AutoMerge.ShouldBeFalse();
        (await on.Admin.PostAsJsonAsync(on.Api + "/1/merge", new MergeNow(WhenPipelineSucceeds: true))).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await FinishAsync(on, runner, "success");
        var merged = (await BecomesAsync(on, one => one.MergeRequest.State == "merged")).MergeRequest;
        (await on.RefAsync("refs/heads/main")).ShouldBe(merged.MergeCommit);
    }

    static async Task<string> RunnerAsync(MergeCase on)
    {
        var answer = await on.Admin.PostAsJsonAsync("/api/v2/runners", new CreateRunner("merge requests", null, true, false, false, false, [on.Project.Path], null, null));
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<CreatedRunner>())!.Token;
    }

    /// <summary>Takes the next job, as GitLab Runner does, and says what became of it.</summary>
    static async Task FinishAsync(MergeCase on, string runner, string state)
    {
        using var http = new HttpClient { BaseAddress = new Uri(on.Project.Server.Url + "/api/v4/") };
        HttpResponseMessage answer;
        var tries = 0;
        do
        {
            (tries++).ShouldBeLessThan(60);
            answer = await http.PostAsJsonAsync("jobs/request", new JsonObject { ["token"] = runner, ["system_id"] = "s_0123456789ab", ["info"] = new JsonObject { ["name"] = "gitlab-runner", ["features"] = new JsonObject() } });
        }
        while (answer.StatusCode == HttpStatusCode.NoContent);

        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var job = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        var variables = job["variables"]!.AsArray().ToDictionary(one => (string)one!["key"]!, one => (string?)one!["value"], StringComparer.Ordinal);
        variables["CI_MERGE_REQUEST_IID"].ShouldBe("1");
        foreach (var next in new[] { "running", state })
        {
            var body = new JsonObject { ["token"] = (string)job["token"]!, ["state"] = next };
            if (next == "failed")
            {
                body["failure_reason"] = "script_failure";
            }

            (await http.PutAsJsonAsync($"jobs/{(long)job["id"]!}", body)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    static async Task<MergeRequestDetail> BecomesAsync(MergeCase on, Func<MergeRequestDetail, bool> wanted)
    {
        for (var i = 0; i < 300; i++)
        {
            if (await on.ShowAsync(1) is { } detail && wanted(detail))
            {
                return detail;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("The merge request did not become what it should.");
    }
}
