using Microsoft.Extensions.Logging.Abstractions;
using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Pools;
using Slipway.Machines.Testing;
using Slipway.Platform.Machines;

namespace Slipway.Machines.Tests.Proof;

/// <summary>A start that takes long, as one that pulls an image: lists that are taken meanwhile can't show the machine yet.</summary>
public sealed class SlowStartTests
{
    [Fact]
    public async Task A_list_from_before_the_provider_accepted_a_machine_is_no_sign_that_it_vanished()
    {
        var clock = new TestClock(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
        var (ledger, place) = (new MemoryLedger(clock), new DummyPlace(clock, new Random(1)) { Boot = TimeSpan.FromSeconds(30) });
        await using var provider = new SlowProvider(place.Open(new InstanceId("slow")));
        var keeper = new MachineKeeper(ledger.Of(null), "one", new KeeperOptions(), clock, NullLogger.Instance);
        var pool = new ActivePool(new PoolDefinition { Name = "p", Provider = "dummy", Tags = [], RunUntagged = true, Max = 1, Idle = 1 }, 1, null);
        var fleet = new Fleet(
            [pool], new Dictionary<long, IMachineProvider> { [1] = provider }, [], _ => null,
            (machine, _) => new MachineOrder(machine.Id, machine.Pool, new RunnerBootstrap([], new Uri("http://localhost"), "token"), TimeSpan.FromHours(1)));

        await keeper.PassAsync(fleet, CancellationToken.None);
        clock.Now += TimeSpan.FromSeconds(10);
        await keeper.PassAsync(fleet, CancellationToken.None); // a list without it
        provider.Gate.SetResult();
        await keeper.SettleAsync();
        clock.Now += TimeSpan.FromSeconds(1);
        await keeper.PassAsync(fleet, CancellationToken.None); // the same list still
        ledger.Machines.ShouldHaveSingleItem().ShouldSatisfyAllConditions(machine => machine.Phase.ShouldBe(MachinePhase.Starting), machine => machine.Fault.ShouldBeNull());
        place.Machines.Count.ShouldBe(1);

        // One that really vanishes is seen by the next list.
        await place.EndAsync(ledger.Machines.Single().Id);
        clock.Now += TimeSpan.FromSeconds(10);
        await keeper.PassAsync(fleet, CancellationToken.None);
        ledger.Machines.ShouldContain(machine => machine.Phase == MachinePhase.Removing);
    }

    sealed class SlowProvider(IMachineProvider inner) : IMachineProvider
    {
        public TaskCompletionSource Gate { get; } = new();

        public ProviderFacts Facts => inner.Facts;

        public async Task<StartOutcome> StartAsync(MachineOrder order, CancellationToken ct)
        {
            await Gate.Task;
            return await inner.StartAsync(order, ct);
        }

        public Task<IReadOnlyList<SeenMachine>> ListAsync(CancellationToken ct) => inner.ListAsync(ct);

        public Task RemoveAsync(string machineId, CancellationToken ct) => inner.RemoveAsync(machineId, ct);

        public Task<string?> LogAsync(string machineId, int maxBytes, CancellationToken ct) => inner.LogAsync(machineId, maxBytes, ct);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
