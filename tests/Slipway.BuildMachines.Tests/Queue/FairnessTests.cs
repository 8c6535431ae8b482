using System.Net.Http.Json;
using Slipway.Contracts.BuildMachines;
using Slipway.Testing;

namespace Slipway.BuildMachines.Tests.Queue;

public sealed class FairnessTests
{
    const string Three = "a: { script: [make] }\nb: { script: [make] }\nc: { script: [make] }\n";

    [Fact]
    public async Task A_project_with_many_jobs_does_not_keep_the_others_from_their_turn_and_priority_comes_before_all()
    {
        await using var server = await ServerProcess.StartAsync(null, "--Queue:Hold=00:00:20");
        using var many = await OwnProject.CreateAsync(server, Three);
        using var few = await OwnProject.CreateAsync(server, Three);
        await many.RunAsync();
        await many.RunAsync();
        var last = (await many.RunAsync()).Jobs[^1];
        await few.RunAsync();
        using var made = await many.Admin.PostAsJsonAsync("/api/v2/runners", new CreateRunner("of all", null, true, false, false, false, null, null, null));
        using var runner = new RunnerClient(server.Url, (await made.Content.ReadFromJsonAsync<CreatedRunner>())!.Token, "s_0123456789ab");
        var order = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            var job = await runner.TakeAsync();
            order.Add(job.Variable("CI_PROJECT_PATH") == many.Path ? "many" : "few");
        }

        // They came first, and from then on each has its turn.
        order.ShouldBe(["many", "few", "many", "few", "many", "few"]);
        using var prefer = await many.Admin.PostAsJsonAsync($"{many.Api}/jobs/{last.Id}/priority", new SetPriority(10));
        prefer.IsSuccessStatusCode.ShouldBeTrue(await prefer.Content.ReadAsStringAsync());
        (await runner.TakeAsync()).Id.ShouldBe(last.Id);
    }
}
