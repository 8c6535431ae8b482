using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Slipway.Contracts.BuildMachines;
using Slipway.DevInstance.Testing;
using Slipway.Testing;

namespace Slipway.Upkeep.Tests;

/// <summary>The guide's job for host keys, as it is written there, in a scheduled pipeline on the real runner.</summary>
public sealed partial class GuideJobTests(SharedServer shared)
{
    [Fact]
    public async Task The_job_of_the_guide_proposes_what_it_finds()
    {
        var job = JobPattern().Match(await File.ReadAllTextAsync(Path.Combine(Build.Root, "docs", "known-hosts.md"))).Groups["job"].Value;
        job.ShouldContain("slipway known-hosts update --propose");
        await using var host = await KeptHost.StartAsync();
        using var own = await OwnProject.CreateAsync(shared.Server);
        var files = await host.FilesAsync("key0");
        await own.CommitAsync([.. files.Select(file => (file.Item1, file.Item2.Replace("{\"hosts\"", "{\"vantageMinimum\":1,\"hosts\"", StringComparison.Ordinal))), (".gitlab-ci.yml", job)]);
        await host.UseAsync("key0", "key2");
        (await own.Admin.PutAsJsonAsync($"{own.Api}/variables/KNOWN_HOSTS_TOKEN", new SetVariable(shared.Server.Token, true, true, false, false, null))).EnsureSuccessStatusCode();
        using var runner = await RunnerProcess.StartAsync(shared.Server);
        var schedule = await (await own.Admin.PostAsJsonAsync($"{own.Api}/schedules", new SetSchedule("Host keys", "main", "0 3 * * *", null, true, null))).Content.ReadFromJsonAsync<ScheduleInfo>();
        var played = await (await own.Admin.PostAsync(new Uri($"{own.Api}/schedules/{schedule!.Id}/play", UriKind.Relative), null)).Content.ReadFromJsonAsync<ScheduleInfo>();
        var ended = await EndAsync(own, played!.LastPipeline!.Value);
        var trace = await own.Admin.GetStringAsync($"{own.Api}/jobs/{ended.Jobs[0].Id}/trace");
        ended.Pipeline.State.ShouldBe("success", trace + runner.Log);
        trace.ShouldContain("Merge request: opened");
        trace.ShouldNotContain(shared.Server.Token);
        (await own.OpenAsync()).ShouldHaveSingleItem().Description.ShouldContain("published by its operator at");
        (await own.FileAsync("slipway/known-hosts", "support/known_hosts")).ShouldBe(host.Line("key0") + host.Line("key2"));
    }

    static async Task<PipelineDetail> EndAsync(OwnProject own, long pipeline)
    {
        for (var i = 0; i < 400; i++)
        {
            var now = (await own.Admin.GetFromJsonAsync<PipelineDetail>($"{own.Api}/pipelines/{pipeline}"))!;
            if (now.Pipeline.State is "success" or "failed" or "canceled")
            {
                return now;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("The pipeline did not end.");
    }

    [GeneratedRegex("```yaml\n(?<job>host keys:.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex JobPattern();
}
