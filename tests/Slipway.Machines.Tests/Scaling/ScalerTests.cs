using CsCheck;
using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Pools;
using Slipway.BuildMachines.Scaling;

namespace Slipway.Machines.Tests.Scaling;

public sealed class ScalerTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    static readonly Gen<MachineState> Machine = Gen.Select(
        Gen.Int[0, 6], Gen.Int[0, 1], Gen.Int[0, 3], Gen.Int[0, 40], Gen.Int[0, 99999],
        (phase, live, bound, minutes, id) => new MachineState(
            $"m{id}", (MachinePhase)phase, 1, (MachinePhase)phase is MachinePhase.Busy or MachinePhase.Draining ? 1 : 0, (MachinePhase)phase == MachinePhase.Busy ? live : 1,
            bound == 1 ? 1 : null, bound > 0 ? bound == 2 : null, Now.AddMinutes(-minutes - 1), (MachinePhase)phase == MachinePhase.Ready ? Now.AddMinutes(-minutes) : null));

    [Fact]
    public void No_more_machines_than_demand_and_the_idle_target_ask_for_and_never_more_than_the_maximum() => Gen
        .Select(Machine.List[0, 30], Gen.Int[0, 60], Gen.Int[0, 10], Gen.Int[0, 40], Gen.Int[0, 5], Gen.Double[0, 1])
        .Sample((machines, pending, idle, max, failures, scale) =>
        {
            machines = [.. machines.DistinctBy(machine => machine.Id)];
            var pool = new PoolDefinition { Name = "p", Provider = "dummy", Tags = [], RunUntagged = true, Max = Math.Max(max, idle), Idle = idle, IdleScale = scale };
            var decision = Scaler.Decide(new FleetSnapshot(
                Now, [new PoolSnapshot(pool, null, machines, failures, failures > 0 ? Now.AddMinutes(-30) : null)], pending == 0 ? [] : [new LaneDemand(1, true, [], pending)])).Single();
            var capacity = machines.Count(machine => machine.Phase.IsCapacity());
            var usable = machines.Count(machine => machine.Free > 0);
            (usable + decision.Create).ShouldBeLessThanOrEqualTo(Math.Max(usable, pending + decision.IdleTarget + machines.Count(machine => machine.Protected is false)));
            (decision.Create == 0 || capacity + decision.Create <= pool.Max).ShouldBeTrue();
            failures.ShouldSatisfyAllConditions(() => (failures == 0 || decision.Create <= 1).ShouldBeTrue());
            decision.Retire.ShouldAllBe(gone => machines.Single(machine => machine.Id == gone.MachineId).Phase == MachinePhase.Ready);
            decision.Retire.Select(gone => gone.MachineId).ShouldBeUnique();
        });

    [Fact]
    public void What_is_left_idle_is_the_target_and_not_one_less() => Gen.Select(Gen.Int[0, 20], Gen.Int[0, 10], Gen.Int[0, 10]).Sample((ready, idle, pending) =>
    {
        var pool = new PoolDefinition { Name = "p", Provider = "dummy", Tags = [], RunUntagged = true, Max = 100, Idle = idle };
        var machines = Enumerable.Range(0, ready).Select(number => new MachineState($"m{number}", MachinePhase.Ready, 1, 0, 1, null, null, Now.AddHours(-1), Now.AddHours(-1))).ToList();
        var decision = Scaler.Decide(new FleetSnapshot(Now, [new PoolSnapshot(pool, null, machines)], pending == 0 ? [] : [new LaneDemand(1, false, [], pending)])).Single();
        (ready + decision.Create - decision.Retire.Count).ShouldBe(idle + pending);
    });

    [Fact]
    public void Ninety_six_jobs_get_ninety_six_machines_however_often_it_is_asked()
    {
        var machines = new List<MachineState>();
        for (var look = 0; look < 5; look++)
        {
            var decision = Decide(machines, 96, new PoolDefinition { Name = "p", Provider = "dummy", Tags = [], RunUntagged = true, Max = 500, Growth = 40 });
            machines.AddRange(Enumerable.Range(machines.Count, decision.Create).Select(number => new MachineState($"m{number}", MachinePhase.Starting, 1, 0, 1, null, null, Now, null)));
            machines = [.. machines.Select((machine, index) => index < look * 40 ? machine with { Phase = MachinePhase.Ready, IdleSince = Now } : machine)];
        }

        machines.Count.ShouldBe(96);
    }

    [Fact]
    public void Failed_and_removed_machines_are_no_capacity_and_block_nothing()
    {
        var machines = Enumerable.Range(0, 10).Select(number => new MachineState($"m{number}", MachinePhase.Removing, 1, 0, 1, null, null, Now, null)).ToList();
        Decide(machines, 4, new PoolDefinition { Name = "p", Provider = "dummy", Tags = [], RunUntagged = true, Max = 5 }).Create.ShouldBe(4);
    }

    [Fact]
    public void Idle_machines_of_another_project_make_room_in_a_full_pool()
    {
        var machines = Enumerable.Range(0, 3).Select(number => new MachineState($"m{number}", MachinePhase.Ready, 1, 0, 5, 7, false, Now.AddMinutes(-2), Now.AddMinutes(-1))).ToList();
        var decision = Decide(machines, 2, new PoolDefinition { Name = "p", Provider = "dummy", Tags = [], RunUntagged = true, Max = 3, Uses = 6 });
        decision.Create.ShouldBe(0);
        decision.Retire.Count.ShouldBe(2);
        decision.Retire.ShouldAllBe(gone => gone.Code == "displaced");
        decision.Why.ShouldBe("the pool has its 3 machines");
    }

    [Fact]
    public void A_paid_hour_is_used_to_its_last_minutes()
    {
        var pool = new PoolDefinition { Name = "p", Provider = "dummy", Tags = [], RunUntagged = true, Max = 3, BillingUnit = TimeSpan.FromHours(1) };
        MachineState Of(int minutes) => new("m", MachinePhase.Ready, 1, 0, 5, null, null, Now.AddMinutes(-minutes), Now.AddMinutes(-20));
        Decide([Of(40)], 0, pool).Retire.ShouldBeEmpty();
        Decide([Of(58)], 0, pool).Retire.Count.ShouldBe(1);
        Decide([Of(61)], 0, pool).Retire.ShouldBeEmpty();
        Decide([Of(118)], 0, pool).Retire.Count.ShouldBe(1);
    }

    [Fact]
    public void A_trusted_pool_serves_protected_refs_only_and_jobs_go_to_where_they_can_run()
    {
        PoolDefinition Pool(string name, bool trusted, params string[] tags) => new() { Name = name, Provider = "dummy", Tags = tags, Trusted = trusted, Max = 10 };
        var decisions = Scaler.Decide(new FleetSnapshot(
            Now, [new PoolSnapshot(Pool("any", false, "linux", "sign"), null, []), new PoolSnapshot(Pool("trusted", true, "sign"), null, [])],
            [new LaneDemand(1, false, ["sign"], 2), new LaneDemand(1, true, ["linux"], 3), new LaneDemand(2, false, ["windows"], 4)]));
        decisions.Select(decision => (decision.Pool, decision.Create)).ShouldBe([("any", 5), ("trusted", 0)]);
    }

    [Fact]
    public void A_place_with_room_for_two_gets_two_however_many_wait_and_says_so()
    {
        var pool = new PoolDefinition { Name = "p", Provider = "dummy", Tags = [], RunUntagged = true, Max = 50 };
        var decision = Scaler.Decide(new FleetSnapshot(Now, [new PoolSnapshot(pool, null, [], Room: 2)], [new LaneDemand(1, true, [], 9)])).Single();
        (decision.Create, decision.Short, decision.Why).ShouldBe((2, 7, "its place has no room for more"));
        Scaler.Decide(new FleetSnapshot(Now, [new PoolSnapshot(pool, null, [], Room: 0)], [new LaneDemand(1, true, [], 9)])).Single().Create.ShouldBe(0);
    }

    [Fact]
    public void A_pool_that_does_not_look_ahead_starts_nothing_for_jobs_that_come_soon()
    {
        PoolDefinition Pool(string name, bool ahead) => new() { Name = name, Provider = "dummy", Tags = [], RunUntagged = true, Max = 50, LookAhead = ahead };
        IReadOnlyList<LaneDemand> lanes = [new LaneDemand(1, true, [], 2, 5)];
        var alone = Scaler.Decide(new FleetSnapshot(Now, [new PoolSnapshot(Pool("a", false), null, [])], lanes)).Single();
        (alone.Create, alone.Coming, alone.Demand, alone.Short).ShouldBe((2, 0, 2, 0));
        var both = Scaler.Decide(new FleetSnapshot(Now, [new PoolSnapshot(Pool("a", false), null, []), new PoolSnapshot(Pool("b", true), null, [])], lanes));
        both.Select(one => (one.Pool, one.Create, one.Coming)).ShouldBe([("a", 2, 0), ("b", 5, 5)]);
    }

    static PoolDecision Decide(IReadOnlyList<MachineState> machines, int pending, PoolDefinition pool) =>
        Scaler.Decide(new FleetSnapshot(Now, [new PoolSnapshot(pool, null, machines)], pending == 0 ? [] : [new LaneDemand(1, true, [], pending)])).Single();
}
