using System.Net;
using System.Net.Http.Json;
using Slipway.Contracts.BuildMachines;
using Slipway.Testing;

namespace Slipway.Machines.Tests;

/// <summary>A pool of the embedded provider on the real server: jobs get machines, and the machines go.</summary>
public sealed class ProcessPoolTests(SharedServer shared) : IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await shared.Turn.WaitAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await MachineProject.ApplyAsync(shared.Server, "pools: []\n");
        await MachineProject.NoMachinesAsync(shared.Server);
        shared.Turn.Release();
    }

    [Fact]
    public async Task A_pending_job_gets_a_fresh_machine_runs_on_it_and_the_machine_goes()
    {
        using var own = await MachineProject.CreateAsync(shared.Server, "build: { script: ['echo on $CI_RUNNER_DESCRIPTION'], tags: [fresh] }");
        (await MachineProject.ApplyAsync(own.Server, """
            pools:
              - name: fresh
                provider: process
                tags: [fresh]
                max: 2
                cost_per_hour: 3.6
            """)).Pools.Single().Change.ShouldBe("added");
        var detail = await own.EndAsync(await own.RunAsync());
        detail.Pipeline.State.ShouldBe("success", own.Server.Log);
        (await own.TraceAsync(detail.Jobs.Single().Id)).ShouldContain("\non fresh/m");
        await MachineProject.NoMachinesAsync(own.Server);
        var machine = (await MachineProject.MachinesAsync(own.Server, gone: true)).Single(machine => machine.Pool == "fresh");
        machine.Uses.ShouldBe(1);
        var history = (await own.Admin.GetFromJsonAsync<MachineDetail>($"/api/v2/machines/{machine.Id}"))!.History;
        // Whether the manager, which looks now and then, sees it ready and busy is a matter of chance.
        history.Select(step => step.Phase).Where(phase => phase is not ("ready" or "busy")).Distinct().ShouldBe(["planned", "starting", "reserved", "removing", "gone"], ignoreOrder: false, string.Join('\n', history));
        history.ShouldContain(step => step.Job == detail.Jobs.Single().Id);
        Directory.GetDirectories(Path.Combine(own.Server.Data, "machines")).ShouldBeEmpty();
        var day = (await own.Admin.GetFromJsonAsync<PoolDetail>("/api/v2/pools/fresh"))!.Pool.Day;
        day.Jobs.ShouldBe(1);
        day.Cost.ShouldBeGreaterThan(0);
        day.CostByProject.ShouldContain(part => part.Project == own.Path);
    }

    [Fact]
    public async Task Idle_machines_are_kept_replaced_when_the_pool_changes_and_gone_with_the_pool()
    {
        const string Pool = "pools:\n  - {name: warm, provider: process, tags: [warm], max: 3, idle: IDLE, uses: USES}\n";
        string File(int idle, int uses) => Pool.Replace("IDLE", $"{idle}", StringComparison.Ordinal).Replace("USES", $"{uses}", StringComparison.Ordinal);
        await MachineProject.ApplyAsync(shared.Server, File(1, 1));
        await UntilAsync(machines => machines is [{ Phase: "ready" }]);
        var first = (await MachineProject.MachinesAsync(shared.Server)).Single().Id;
        var plan = await MachineProject.ApplyAsync(shared.Server, File(2, 1));
        plan.Pools.Single().Settings.ShouldBe(["idle: 1 -> 2"]);
        plan.Pools.Single().Effects.ShouldBeEmpty();
        await UntilAsync(machines => machines.Count(machine => machine.Phase == "ready") == 2);
        (await MachineProject.MachinesAsync(shared.Server)).ShouldContain(machine => machine.Id == first);
        (await MachineProject.ApplyAsync(shared.Server, File(2, 5))).Pools.Single().Effects.ShouldBe(["its machines are replaced: 2 now, 0 after their jobs"]);
        await UntilAsync(machines => machines.Count == 2 && machines.All(machine => machine is { Phase: "ready", UsesMost: 5 }));
        (await MachineProject.ApplyAsync(shared.Server, "pools: []\n")).Pools.Single().Change.ShouldBe("removed");
        await MachineProject.NoMachinesAsync(shared.Server);
    }

    [Fact]
    public async Task A_machine_with_a_job_is_not_removed_by_anybody_and_drains()
    {
        using var own = await MachineProject.CreateAsync(shared.Server, "build: { script: ['sleep 4'], tags: [slow] }");
        await MachineProject.ApplyAsync(own.Server, "pools:\n  - {name: slow, provider: process, tags: [slow], max: 1, uses: 9}\n");
        var pipeline = await own.RunAsync();
        await UntilAsync(machines => machines is [{ Phase: "busy" }]);
        var id = (await MachineProject.MachinesAsync(own.Server)).Single().Id;
        var refused = await own.Admin.DeleteAsync($"/api/v2/machines/{id}");
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("machine.state");
        (await (await own.Admin.PostAsync($"/api/v2/machines/{id}/drain", null)).Content.ReadFromJsonAsync<MachineDetail>())!.Machine.Phase.ShouldBe("draining");
        await MachineProject.ApplyAsync(own.Server, "pools: []\n"); // nor by the pool's end
        (await own.EndAsync(pipeline)).Pipeline.State.ShouldBe("success");
        await MachineProject.NoMachinesAsync(own.Server);
    }

    [Fact]
    public async Task A_server_that_is_killed_takes_up_its_machines_and_their_jobs()
    {
        await using var server = await ServerProcess.StartAsync(null, "--Machines:Every=00:00:00.2", "--Machines:LookOftenEvery=00:00:00.5");
        using var own = await MachineProject.CreateAsync(server, "build: { script: ['sleep 6'], tags: [long], variables: {GIT_STRATEGY: none} }");
        await MachineProject.ApplyAsync(server, "pools:\n  - {name: long, provider: process, tags: [long], max: 1}\n");
        var pipeline = await own.RunAsync();
        await MachineProject.UntilAsync(async () => (await MachineProject.MachinesAsync(server)) is [{ Phase: "busy" }], () => server.Log);
        server.Kill();
        await server.StartAgainAsync();
        var ended = await own.EndAsync(pipeline);
        ended.Pipeline.State.ShouldBe("success");
        ended.Jobs.Single().Attempt.ShouldBe(1);
        await MachineProject.NoMachinesAsync(server);
        (await MachineProject.MachinesAsync(server, gone: true)).Count.ShouldBe(1);
        Directory.GetDirectories(Path.Combine(server.Data, "machines")).ShouldBeEmpty();
    }

    Task UntilAsync(Func<IReadOnlyList<MachineInfo>, bool> holds) =>
        MachineProject.UntilAsync(async () => holds(await MachineProject.MachinesAsync(shared.Server)), () => shared.Server.Log);
}
