using System.Net;
using System.Net.Http.Json;
using Slipway.Contracts.BuildMachines;
using Slipway.Testing;

namespace Slipway.BuildMachines.Tests.Schedules;

/// <summary>What happens by the clock, on a server whose clock is put forward or runs faster.</summary>
public sealed class ClockTests
{
    [Fact]
    public async Task A_schedule_fires_whenever_it_is_due()
    {
        await using var server = await ServerProcess.StartAsync(null, Clock("+0 x30"), "--Queue:Hold=00:00:20");
        using var own = await OwnProject.CreateAsync(server, "nightly: { script: [make], rules: [{ if: '$CI_PIPELINE_SOURCE == \"schedule\"' }] }");
        (await own.Admin.PostAsJsonAsync($"{own.Api}/schedules", new SetSchedule("Every minute", "main", "* * * * *", null, true, null))).EnsureSuccessStatusCode();
        var first = await PipelinesAsync(own, 1);
        first.ShouldAllBe(pipeline => pipeline.Source == "schedule");
        (await PipelinesAsync(own, 2)).Count.ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task Artifacts_expire_and_are_removed_and_a_job_that_needs_them_says_so()
    {
        using var data = new TempFolder();
        await using var server = await ServerProcess.StartAsync(data.Path, "--Queue:Hold=00:00:20");
        using var own = await OwnProject.CreateAsync(server, """
            stages: [build, test]
            build: { stage: build, script: [make], artifacts: { paths: [lib], expire_in: 1 hour } }
            test: { stage: test, script: [test], when: manual, needs: [build] }
            """);
        using var runner = await own.RunnerAsync(runUntagged: true);
        var pipeline = await own.RunAsync();
        var build = await runner.TakeAsync();
        (await build.UploadAsync([1, 2, 3], "artifacts.zip", "artifact_type=archive&artifact_format=zip")).StatusCode.ShouldBe(HttpStatusCode.Created);
        await build.SucceedAsync();
        var artifacts = $"/{own.Path}/-/jobs/{build.Id}/artifacts/archive";
        (await own.Admin.GetByteArrayAsync(artifacts)).ShouldBe([1, 2, 3]);
        server.Kill();

        await using var later = await ServerProcess.StartAsync(data.Path, Clock("+2h", monotonic: false), "--Queue:Hold=00:00:20");
        using var client = later.Client(server.Token);
        for (var i = 0; (await client.GetFromJsonAsync<JobInfo>($"{own.Api}/jobs/{build.Id}"))!.Artifacts.Count > 0; i++)
        {
            i.ShouldBeLessThan(300);
            await Task.Delay(100);
        }

        (await client.GetAsync(artifacts)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var test = pipeline.Jobs.Single(job => job.Name == "test").Id;
        (await client.PostAsJsonAsync($"{own.Api}/jobs/{test}/play", new { })).EnsureSuccessStatusCode();
        using var again = new RunnerClient(later.Url, runner.Token, "s_0123456789ab");
        var asking = again.TryRequestAsync();
        JobInfo ended;
        do
        {
            ended = (await client.GetFromJsonAsync<JobInfo>($"{own.Api}/jobs/{test}"))!;
        }
        while (ended.State is "pending" or "assigned");
        (ended.State, ended.FailureReason).ShouldBe(("failed", "missing_dependency_failure"));
    }

    /// <param name="monotonic">Whether waits are faster too.</param>
    static Dictionary<string, string?> Clock(string speed, bool monotonic = true) => new()
    {
        ["LD_PRELOAD"] = "/usr/$LIB/faketime/libfaketime.so.1", ["FAKETIME"] = speed, ["FAKETIME_DONT_FAKE_MONOTONIC"] = monotonic ? "0" : "1", ["DONT_FAKE_MONOTONIC"] = monotonic ? "0" : "1",
    };

    static async Task<IReadOnlyList<PipelineInfo>> PipelinesAsync(OwnProject own, int wanted)
    {
        for (var i = 0; i < 300; i++)
        {
            if ((await own.Admin.GetFromJsonAsync<PipelinePage>($"{own.Api}/pipelines"))!.Items is { } items && items.Count >= wanted)
            {
                return items;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("The schedule did not fire.");
    }
}
