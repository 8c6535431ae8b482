using System.Net;
using Slipway.Testing;

namespace Slipway.Machines.Tests;

/// <summary>An upgrade while jobs run: the next server waits beside the running one, takes its pools over when that ends, and no job notices.</summary>
public sealed class HandOverTests
{
    const int Lines = 60;

    [Fact]
    public async Task An_upgrade_hands_machines_and_their_jobs_over_and_stops_none()
    {
        await using var server = await ServerProcess.StartAsync(null, "--Machines:Every=00:00:00.2", "--Machines:LookOftenEvery=00:00:00.5");
        using var own = await MachineProject.CreateAsync(server, $$"""
            build:
              parallel: 3
              tags: [long]
              variables: {GIT_STRATEGY: none}
              script: ['for line in $(seq {{Lines}}); do echo "line $line"; sleep 0.1; done']
            """);
        await MachineProject.ApplyAsync(server, "pools:\n  - {name: long, provider: process, machine: {machines: 4}, tags: [long], max: 3, idle: 1}\n");
        var pipeline = await own.RunAsync();
        await MachineProject.UntilAsync(async () => (await MachineProject.MachinesAsync(server)).Count(machine => machine.Phase == "busy") == 3, () => server.Log);
        var before = (await MachineProject.MachinesAsync(server)).Select(machine => machine.Id).Order().ToList();
        (await server.HandOverAsync()).ShouldBe(0);
        (await MachineProject.MachinesAsync(server)).Where(machine => machine.Phase == "busy").Select(machine => machine.Id).Order().ShouldBeSubsetOf(before);
        (await server.HandOverAsync()).ShouldBe(0);

        var ended = await own.EndAsync(pipeline);
        ended.Pipeline.State.ShouldBe("success", server.Log);
        foreach (var job in ended.Jobs)
        {
            job.Attempt.ShouldBe(1);
            (await own.TraceAsync(job.Id)).Split('\n').Where(line => line.StartsWith("line ", StringComparison.Ordinal)).ShouldBe(Enumerable.Range(1, Lines).Select(line => $"line {line}"));
        }

        await MachineProject.ApplyAsync(server, "pools: []\n");
        await MachineProject.NoMachinesAsync(server);
        server.Log.ShouldNotContain("orphan", Case.Insensitive);
        Directory.GetDirectories(Path.Combine(server.Data, "machines")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_server_that_is_not_told_to_wait_refuses_to_start_and_names_the_way()
    {
        await using var server = await ServerProcess.StartAsync();
        var second = await Tool.TryAsync(Build.Server, "--data", server.Data, "--urls", "http://127.0.0.1:0");
        second.ExitCode.ShouldBe(1);
        second.Error.ShouldContain("--take-over");
        (await Tool.TryAsync(Build.Server, "--data", server.Data, "--urls", "http://127.0.0.1:0", "--take-over", "soon")).ExitCode.ShouldBe(2);
        using var client = server.Client();
        (await client.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_file_in_the_data_folder_counts_at_once_and_the_command_is_refused_then()
    {
        await using var server = await ServerProcess.StartAsync();
        var environment = new Dictionary<string, string?> { ["SLIPWAY_URL"] = server.Url, ["SLIPWAY_TOKEN"] = server.Token };
        Task<ToolResult> RunAsync(params string[] arguments) => Tool.TryAsync(new ToolCall(Build.Cli, arguments) { Environment = environment, Input = "pools: [{name: b, provider: process, tags: [b], max: 1}]" });
        (await RunAsync("pools", "plan", "-")).Output.ShouldBe("b: added\n  machines are started when jobs wait\nNothing is changed: slipway pools apply does that.\n");
        var file = Path.Combine(server.Data, "pools.yml");
        await File.WriteAllTextAsync(file, "pools: [{name: a, provider: process, tags: [x], max: 0}]\n");
        await MachineProject.UntilAsync(async () => (await RunAsync("pools", "list")).Output.Contains("\na ", StringComparison.Ordinal), () => server.Log);
        var refused = await RunAsync("pools", "apply", "-");
        refused.ExitCode.ShouldNotBe(0);
        refused.Error.ShouldContain("pools.yml");
        await File.WriteAllTextAsync(file, "pools: [{name: a, provider: process, tags: [x], max: none}]\n");
        await MachineProject.UntilAsync(() => Task.FromResult(server.Log.Contains("pools.yml:1:", StringComparison.Ordinal)), () => server.Log);
        (await RunAsync("pools", "show", "a")).Output.ShouldContain("0, 0 at the most, 0 to be idle");
        File.Delete(file);
        (await RunAsync("pools", "apply", "-")).Output.ShouldEndWith("Applied.\n");
        (await RunAsync("pools", "file")).Output.ShouldContain("name: b");
        (await RunAsync("machines", "list")).ExitCode.ShouldBe(0);
        (await RunAsync("pools", "queue")).ExitCode.ShouldBe(0);
    }
}
