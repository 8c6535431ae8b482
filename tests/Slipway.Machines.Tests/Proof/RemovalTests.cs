using Microsoft.Extensions.Logging;
using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Pools;
using Slipway.Machines.Testing;
using Slipway.Platform.Machines;

namespace Slipway.Machines.Tests.Proof;

/// <summary>A removal that fails is tried for ever, and after some tries a person hears of it.</summary>
public sealed class RemovalTests
{
    static readonly InstanceId Instance = new("removal");

    [Fact]
    public async Task It_is_tried_for_ever_with_an_alarm_holds_no_place_and_ends_when_the_provider_can()
    {
        var clock = new TestClock(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
        var ledger = new MemoryLedger(clock);
        var place = new DummyPlace(clock, new Random(1));
        await using var provider = place.Open(Instance);
        var log = new Lines();
        var keeper = new MachineKeeper(ledger.Of(null), "one", new KeeperOptions(), clock, log);
        var pool = new PoolDefinition { Name = "p", Provider = "dummy", Tags = [], RunUntagged = true, Max = 1, Idle = 1 };
        async Task PassAsync(long revision)
        {
            await keeper.PassAsync(
                new Fleet(
                    [new ActivePool(pool, revision, null)], new Dictionary<long, IMachineProvider> { [1] = provider, [2] = provider }, [], _ => clock.Now,
                    (machine, _) => new MachineOrder(machine.Id, machine.Pool, new RunnerBootstrap([], new Uri("http://localhost"), "token"), TimeSpan.FromHours(1))),
                CancellationToken.None);
            await keeper.SettleAsync();
            clock.Now += TimeSpan.FromSeconds(40);
        }

        await PassAsync(1);
        await PassAsync(1);
        ledger.Machines.ShouldHaveSingleItem().Phase.ShouldBe(MachinePhase.Ready);
        place.Faults = DummyFaults.None with { RemoveFails = 1 };
        for (var pass = 0; pass < 60; pass++)
        {
            await PassAsync(2); // the pool makes other machines now: the old one goes
        }

        var (old, next) = (ledger.Machines.Single(machine => machine.RevisionId == 1), ledger.Machines.Single(machine => machine.RevisionId == 2));
        (old.Phase, old.Code).ShouldBe((MachinePhase.Removing, "removal-failed"));
        old.Removals.ShouldBeGreaterThan(8); // in forty minutes, five apart at the most
        keeper.Stuck.ShouldBe(1);
        log.All.ShouldContain(line => line.Level == LogLevel.Error && line.Text.Contains(old.Id, StringComparison.Ordinal) && line.Text.Contains("a person should look", StringComparison.Ordinal));
        next.Phase.ShouldBe(MachinePhase.Ready, "a machine that can't be removed keeps the pool from its next one");
        place.Faults = DummyFaults.None;
        for (var pass = 0; pass < 20; pass++)
        {
            await PassAsync(2);
        }

        ledger.Find(old.Id)!.Phase.ShouldBe(MachinePhase.Gone);
        keeper.Stuck.ShouldBe(0);
        place.Machines.ShouldHaveSingleItem().Order.MachineId.ShouldBe(next.Id);
    }

    sealed class Lines : ILogger
    {
        public List<(LogLevel Level, string Text)> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => All.Add((logLevel, formatter(state, exception)));
    }
}
