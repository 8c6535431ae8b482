using System.Net.Http.Json;
using Slipway.Contracts.BuildMachines;
using Slipway.Testing;

namespace Slipway.BuildMachines.Tests.Schedules;

/// <summary>What happens by the clock, on a server whose clock runs faster.</summary>
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
