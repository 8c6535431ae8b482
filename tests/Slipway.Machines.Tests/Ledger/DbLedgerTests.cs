using Microsoft.Extensions.DependencyInjection;
using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Pools;
using Slipway.BuildMachines.Runners;
using Slipway.BuildMachines.Scaling;
using Slipway.Machines.Testing;
using Slipway.Machines.Tests.Proof;
using Slipway.Platform.Secrets;

namespace Slipway.Machines.Tests.Ledger;

/// <summary>The ledger's rules on the real database: what the proof in memory takes for granted.</summary>
public sealed class DbLedgerTests : IAsyncLifetime
{
    static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    readonly TestClock clock = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    ModuleDatabase database = null!;
    RunnerDirectory runners = null!;
    MachineToken tokens = null!;
    PoolBook book = null!;
    IMachineLedger ledger = null!;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await ModuleDatabase.CreateAsync(Ct);
        var (databases, gate) = (database.Contexts, database.Gate);
        (runners, tokens) = (new RunnerDirectory(databases, gate, clock), new MachineToken(database.Services.GetRequiredService<SecretBox>()));
        book = new PoolBook(databases, gate, [new DummyKind(new DummyPlace(clock, new Random(1)))], null!, clock);
        (await book.ApplyAsync("pools: [{name: p, provider: dummy, tags: [x], max: 5}]", "test", Ct)).ShouldBeOfType<PoolReading.Read>();
        ledger = new DbLedger(databases, gate, runners, book, tokens, clock);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task One_manager_has_a_pool_and_one_that_lost_it_changes_nothing_more()
    {
        var first = (await ledger.LeaseAsync("p", "blue", Length, Ct)).ShouldNotBeNull();
        (await ledger.LeaseAsync("p", "green", Length, Ct)).ShouldBeNull();
        var machine = (await PlanAsync(first.Fence)).ShouldNotBeNull();
        clock.Now += Length * 2;
        var second = (await ledger.LeaseAsync("p", "green", Length, Ct)).ShouldNotBeNull();
        second.Fence.ShouldBeGreaterThan(first.Fence);
        (await PlanAsync(first.Fence)).ShouldBeNull();
        (await ledger.CommitAsync([new MachineChange(machine with { Phase = MachinePhase.Starting }, first.Fence, true)], Ct)).ShouldBeEmpty();
        (await ledger.CommitAsync([new MachineChange(machine with { Phase = MachinePhase.Starting }, second.Fence, true)], Ct)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_pool_is_handed_over_at_once_and_a_clock_that_went_back_keeps_nobody_out()
    {
        var blue = (await ledger.LeaseAsync("p", "blue", Length, Ct)).ShouldNotBeNull();
        await ledger.ReleaseAsync("p", "blue", Ct);
        var green = (await ledger.LeaseAsync("p", "green", Length, Ct)).ShouldNotBeNull();
        green.Fence.ShouldBe(blue.Fence + 1);
        clock.Now -= TimeSpan.FromHours(1);
        (await ledger.LeaseAsync("p", "blue", Length, Ct)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_change_of_an_older_version_is_refused()
    {
        var fence = (await ledger.LeaseAsync("p", "blue", Length, Ct))!.Fence;
        var machine = (await PlanAsync(fence)).ShouldNotBeNull();
        var change = new MachineChange(machine with { Phase = MachinePhase.Starting }, fence, true);
        (await ledger.CommitAsync([change], Ct)).Single().Version.ShouldBe(machine.Version + 1);
        (await ledger.CommitAsync([change], Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_machine_has_a_runner_whose_token_is_the_same_after_a_restart_and_ends_with_it()
    {
        var fence = (await ledger.LeaseAsync("p", "blue", Length, Ct))!.Fence;
        var machine = (await PlanAsync(fence)).ShouldNotBeNull();
        var token = tokens.Of(machine.Id);
        runners.FindByToken(token).ShouldNotBeNull().Tags.ShouldBe(["x"]);
        new MachineToken(database.Services.GetRequiredService<SecretBox>()).Of(machine.Id).ShouldBe(token);
        (await ledger.CommitAsync([new MachineChange(machine with { Phase = MachinePhase.Removing }, fence, true)], Ct)).Count.ShouldBe(1);
        runners.FindByToken(token).ShouldBeNull();
        var again = new RunnerDirectory(database.Contexts, database.Gate, clock);
        await again.LoadAsync(Ct);
        again.FindByToken(token).ShouldBeNull();
    }

    [Fact]
    public async Task Failing_starts_are_counted_until_one_goes_well()
    {
        var fence = (await ledger.LeaseAsync("p", "blue", Length, Ct))!.Fence;
        for (var failures = 1; failures <= 3; failures++)
        {
            var machine = (await PlanAsync(fence)).ShouldNotBeNull();
            await ledger.CommitAsync([new MachineChange(machine with { Phase = MachinePhase.Removing, Reason = "no room" }, fence, true, StartResult.Failed)], Ct);
            var lease = (await ledger.LeaseAsync("p", "blue", Length, Ct))!;
            (lease.Failures, lease.Failure).ShouldBe((failures, "no room"));
        }

        var well = (await PlanAsync(fence)).ShouldNotBeNull();
        await ledger.CommitAsync([new MachineChange(well with { Phase = MachinePhase.Ready }, fence, true, StartResult.Well)], Ct);
        (await ledger.LeaseAsync("p", "blue", Length, Ct))!.Failures.ShouldBe(0);
    }

    async Task<Machine?> PlanAsync(long fence)
    {
        var plan = MachinePlan.New(book.Pools.Single(), new PoolDecision("p", 1, [], 1, 0, 0, 0, 0, null), clock.Now);
        return (await ledger.CommitAsync([new MachineChange(plan, fence, true)], Ct)).SingleOrDefault();
    }
}
