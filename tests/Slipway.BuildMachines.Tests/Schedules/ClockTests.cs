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
        await using var server = await ServerProcess.StartAsync(null, Clock("+0 x600"), "--Queue:Hold=00:05:00", "--Queue:Silent=01:00:00", "--Queue:Unconfirmed=01:00:00");
        using var own = await OwnProject.CreateAsync(server, """
            stages: [build, test]
            build: { stage: build, script: [make], artifacts: { paths: [lib], expire_in: 1 minute } }
            test: { stage: test, script: [test], when: manual, needs: [build] }
            """);
        using var runner = await own.RunnerAsync(runUntagged: true);
        var pipeline = await own.RunAsync();
        var build = await runner.TakeAsync();
        (await build.UploadAsync([1, 2, 3], "artifacts.zip", "artifact_type=archive&artifact_format=zip&expire_in=1%20minute")).StatusCode.ShouldBe(HttpStatusCode.Created);
        await build.SucceedAsync();
        // An hour passes in six seconds, and with it the sweep.
        for (var i = 0; (await own.JobAsync(build.Id)).Artifacts.Count > 0; i++)
        {
            i.ShouldBeLessThan(300);
            await Task.Delay(100);
        }

        (await own.Admin.GetAsync($"/{own.Path}/-/jobs/{build.Id}/artifacts/archive")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var test = pipeline.Jobs.Single(job => job.Name == "test").Id;
        await own.PostAsync($"jobs/{test}/play");
        var asking = runner.TryRequestAsync();
        (await own.JobBecomesAsync(test, "failed")).FailureReason.ShouldBe("missing_dependency_failure");
    }

    static Dictionary<string, string?> Clock(string speed) => new() { ["LD_PRELOAD"] = "/usr/$LIB/faketime/libfaketime.so.1", ["FAKETIME"] = speed };

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
