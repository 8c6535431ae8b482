using System.Net.Http.Json;
using System.Text.Json;
using Slipway.Contracts.BuildMachines;
using Slipway.Testing;

namespace Slipway.BuildMachines.Tests;

/// <summary>The command as people use it, against the real server.</summary>
public sealed class CommandTests(SharedServer shared)
{
    [Fact]
    public async Task A_pipeline_is_run_followed_and_shown()
    {
        using var own = await OwnProject.CreateAsync(shared.Server, "build: { script: [make], tags: [rare] }");
        var token = (await SlipwayAsync("runners", "create", "rare builder", "--tags", "rare", "--project", own.Path)).Output.Trim();
        token.ShouldStartWith("glrt-");
        var made = JsonDocument.Parse((await SlipwayAsync("pipeline", "run", own.Path, "--variable", "A=b=c", "--json")).Output).RootElement;
        var job = made.GetProperty("jobs")[0].GetProperty("id").GetInt64();
        (await SlipwayAsync("job", "why", $"{job}")).Output.ShouldContain("1 runner may take it, and none was heard of");

        using var runner = new RunnerClient(shared.Server.Url, token, "s_0123456789ab");
        var running = await runner.TakeAsync();
        running.Variable("A").ShouldBe("b=c");
        await running.TraceAsync("first\n");
        var follow = SlipwayAsync("job", "trace", $"{job}", "--follow");
        await running.TraceAsync("second\n");
        await running.FailAsync();
        var followed = await follow;
        followed.Output.ShouldBe("first\nsecond\n");
        followed.ExitCode.ShouldBe(1);
        var shown = (await SlipwayAsync("pipeline", "show", $"{made.GetProperty("pipeline").GetProperty("id").GetInt64()}")).Output;
        shown.ShouldContain("failed");
        shown.ShouldContain("build");
        (await SlipwayAsync("job", "show", $"{job}")).Output.ShouldContain("failed (script_failure, exit code 1)");
        (await SlipwayAsync("job", "play", $"{job}")).ExitCode.ShouldBe(5);
        (await SlipwayAsync("job", "show", "999999")).ExitCode.ShouldBe(4);
        (await SlipwayAsync("pipeline", "list", own.Path)).Output.ShouldContain("main");
    }

    [Fact]
    public async Task Variables_and_schedules_are_set_and_their_values_never_shown()
    {
        using var own = await OwnProject.CreateAsync(shared.Server, "build: { script: [make] }");
        (await Tool.TryAsync(Call("variable", "set", "PASSWORD", "--project", own.Path, "--masked") with { Input = "correct-horse\n" })).ExitCode.ShouldBe(0);
        var variables = (await SlipwayAsync("variable", "list", "--project", own.Path, "--json")).Output;
        variables.ShouldContain("PASSWORD");
        variables.ShouldNotContain("correct-horse");
        (await Tool.TryAsync(Call("variable", "set", "SHORT", "--project", own.Path, "--masked") with { Input = "abc" })).ExitCode.ShouldBe(7);
        (await SlipwayAsync("variable", "remove", "PASSWORD", "--project", own.Path)).ExitCode.ShouldBe(0);

        (await SlipwayAsync("schedule", "create", own.Path, "30 1 * * *", "--ref", "main", "--variable", "NIGHTLY=1")).Output.ShouldContain("01:30 UTC");
        (await SlipwayAsync("schedule", "create", own.Path, "never", "--ref", "main")).ExitCode.ShouldBe(7);
        var schedule = (await own.Admin.GetFromJsonAsync<IReadOnlyList<ScheduleInfo>>($"{own.Api}/schedules"))!.Single();
        (await SlipwayAsync("schedule", "play", own.Path, $"{schedule.Id}")).Output.ShouldContain("is made.");
        var pipelines = (await own.Admin.GetFromJsonAsync<PipelinePage>($"{own.Api}/pipelines"))!;
        pipelines.Items.Single().Source.ShouldBe("schedule");
    }

    Task<ToolResult> SlipwayAsync(params string[] arguments) => Tool.TryAsync(Call(arguments));

    ToolCall Call(params string[] arguments) => new(Build.Cli, arguments)
    {
        Environment = new Dictionary<string, string?> { ["SLIPWAY_URL"] = shared.Server.Url, ["SLIPWAY_TOKEN"] = shared.Server.Token },
    };
}
