using Slipway.Platform.Machines;

namespace Slipway.Machines.Testing;

/// <summary>What every provider must do, whatever is behind it. A provider's tests derive from it and bring the place.</summary>
public abstract class ProviderConformance
{
    static readonly InstanceId Ours = new("0f7a3c52-1d7e-4f43-9d3e-7a1f4a5b6c7d");
    static readonly InstanceId Theirs = new("b1946ac9-2492-4d23-8f0a-1c2d3e4f5a6b");
    static int s_machines;

    [Fact]
    public async Task A_place_where_nothing_was_started_lists_nothing()
    {
        await using var place = Place();
        await using var provider = place.Open(Ours);
        (await provider.ListAsync(Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_started_machine_is_in_the_list_with_its_labels()
    {
        await using var place = Place();
        await using var provider = place.Open(Ours);
        var order = Order(place);
        var started = (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        var seen = await SeenAsync(place, provider, order.MachineId);
        seen.Pool.ShouldBe("conformance");
        seen.Reference.ShouldBe(started.Reference);
        seen.State.ShouldBeOneOf(SeenState.Starting, SeenState.Running, SeenState.Ended);
        await provider.RemoveAsync(order.MachineId, Ct);
    }

    [Fact]
    public async Task A_machine_that_is_started_twice_is_there_once()
    {
        await using var place = Place();
        await using var provider = place.Open(Ours);
        var order = Order(place);
        var first = (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        var second = (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        second.Reference.ShouldBe(first.Reference);
        await SeenAsync(place, provider, order.MachineId);
        (await provider.ListAsync(Ct)).Count(machine => machine.MachineId == order.MachineId).ShouldBe(1);
        await provider.RemoveAsync(order.MachineId, Ct);
    }

    [Fact]
    public async Task A_machine_that_is_started_twice_at_the_same_time_is_there_once()
    {
        await using var place = Place();
        await using var provider = place.Open(Ours);
        var order = Order(place);
        var both = await Task.WhenAll(TryStartAsync(provider, order), TryStartAsync(provider, order));
        both.ShouldContain(true); // one may lose the race and say so by an exception: then it is asked again
        await SeenAsync(place, provider, order.MachineId);
        (await provider.ListAsync(Ct)).Count(machine => machine.MachineId == order.MachineId).ShouldBe(1);
        await provider.RemoveAsync(order.MachineId, Ct);
    }

    [Fact]
    public async Task A_manager_that_starts_anew_finds_the_machines_of_the_one_before()
    {
        await using var place = Place();
        var order = Order(place);
        await using (var before = place.Open(Ours))
        {
            (await before.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        }

        await using var after = place.Open(Ours);
        await SeenAsync(place, after, order.MachineId);
        (await after.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        (await after.ListAsync(Ct)).Count(machine => machine.MachineId == order.MachineId).ShouldBe(1);
        await after.RemoveAsync(order.MachineId, Ct);
        await GoneAsync(place, after, order.MachineId);
    }

    [Fact]
    public async Task A_removed_machine_leaves_the_list_and_may_be_removed_again()
    {
        await using var place = Place();
        await using var provider = place.Open(Ours);
        var order = Order(place);
        (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        await SeenAsync(place, provider, order.MachineId);
        await provider.RemoveAsync(order.MachineId, Ct);
        await GoneAsync(place, provider, order.MachineId);
        await provider.RemoveAsync(order.MachineId, Ct);
    }

    [Fact]
    public async Task A_machine_that_never_was_is_removed_already()
    {
        await using var place = Place();
        await using var provider = place.Open(Ours);
        await provider.RemoveAsync(NewId(), Ct);
        (await provider.ListAsync(Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_machines_of_another_instance_are_neither_seen_nor_removed()
    {
        await using var place = Place();
        await using var ours = place.Open(Ours);
        await using var theirs = place.Open(Theirs);
        var order = Order(place);
        (await theirs.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        await SeenAsync(place, theirs, order.MachineId);
        (await ours.ListAsync(Ct)).ShouldBeEmpty();
        await ours.RemoveAsync(order.MachineId, Ct);
        (await theirs.ListAsync(Ct)).ShouldContain(machine => machine.MachineId == order.MachineId);
        await theirs.RemoveAsync(order.MachineId, Ct);
        await GoneAsync(place, theirs, order.MachineId);
    }

    [Fact]
    public async Task A_machine_that_ended_by_itself_is_no_longer_running_and_can_be_removed()
    {
        await using var place = Place();
        await using var provider = place.Open(Ours);
        var order = Order(place);
        (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        await SeenAsync(place, provider, order.MachineId);
        if (await place.EndAsync(order.MachineId))
        {
            await UntilAsync(
                place, async () => (await provider.ListAsync(Ct)).SingleOrDefault(machine => machine.MachineId == order.MachineId)?.State is null or SeenState.Ended or SeenState.Removing,
                "the machine still counts as running");
        }

        await provider.RemoveAsync(order.MachineId, Ct);
        await GoneAsync(place, provider, order.MachineId);
    }

    [Fact]
    public async Task The_machine_gets_its_configuration_and_nobody_else_sees_the_token()
    {
        await using var place = Place();
        await using var provider = place.Open(Ours);
        var order = Order(place);
        (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        await SeenAsync(place, provider, order.MachineId);
        if (await place.ConfigOfAsync(order.MachineId) is { } config)
        {
            config.ShouldBe(order.Runner.Config);
        }

        if (await place.VisibleAsync(order.MachineId) is { } visible)
        {
            visible.ShouldContain(order.MachineId);
            visible.ShouldNotContain(order.Runner.Token);
        }

        (await provider.LogAsync(order.MachineId, 100_000, Ct) ?? "").ShouldNotContain(order.Runner.Token);
        await provider.RemoveAsync(order.MachineId, Ct);
    }

    [Fact]
    public async Task A_log_is_cut_to_the_size_that_was_asked_for_and_absent_for_a_machine_that_is_not_there()
    {
        await using var place = Place();
        await using var provider = place.Open(Ours);
        (await provider.LogAsync(NewId(), 1000, Ct)).ShouldBeNull();
        var order = Order(place);
        (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        await SeenAsync(place, provider, order.MachineId);
        System.Text.Encoding.UTF8.GetByteCount(await provider.LogAsync(order.MachineId, 10, Ct) ?? "").ShouldBeLessThanOrEqualTo(10);
        await provider.RemoveAsync(order.MachineId, Ct);
    }

    [Fact]
    public async Task Three_machines_live_and_go_independently()
    {
        await using var place = Place();
        await using var provider = place.Open(Ours);
        var orders = Enumerable.Range(0, Math.Min(3, provider.Facts.Capacity ?? 3)).Select(_ => Order(place)).ToList();
        await Task.WhenAll(orders.Select(async order => (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>()));
        foreach (var order in orders)
        {
            await SeenAsync(place, provider, order.MachineId);
        }

        await provider.RemoveAsync(orders[0].MachineId, Ct);
        await GoneAsync(place, provider, orders[0].MachineId);
        (await provider.ListAsync(Ct)).Select(machine => machine.MachineId).Order().ShouldBe(orders.Skip(1).Select(order => order.MachineId).Order());
        foreach (var order in orders)
        {
            await provider.RemoveAsync(order.MachineId, Ct);
        }

        await UntilAsync(place, async () => (await provider.ListAsync(Ct)).Count == 0, "machines are left");
    }

    [Fact]
    public async Task A_place_with_a_bound_says_that_it_has_no_room()
    {
        await using var place = Place();
        await using var provider = place.Open(Ours);
        if (provider.Facts.Capacity is not { } capacity)
        {
            return; // a place without a bound of its own
        }

        var orders = Enumerable.Range(0, capacity).Select(_ => Order(place)).ToList();
        foreach (var order in orders)
        {
            (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        }

        var more = Order(place);
        (await provider.StartAsync(more, Ct)).ShouldBeOfType<StartOutcome.NoRoom>().Why.ShouldNotBeEmpty();
        (await provider.ListAsync(Ct)).ShouldNotContain(machine => machine.MachineId == more.MachineId);
        foreach (var order in orders)
        {
            await provider.RemoveAsync(order.MachineId, Ct);
        }
    }

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected static string NewId() => $"m{Interlocked.Increment(ref s_machines):d5}{Guid.NewGuid():n}"[..20];

    protected static MachineOrder Order(ConformancePlace place)
    {
        var id = NewId();
        return new MachineOrder(id, "conformance", place.Bootstrap(id), TimeSpan.FromMinutes(10));
    }

    protected abstract ConformancePlace Place();

    protected static async Task<SeenMachine> SeenAsync(ConformancePlace place, IMachineProvider provider, string machineId)
    {
        SeenMachine? seen = null;
        await UntilAsync(place, async () => (seen = (await provider.ListAsync(Ct)).SingleOrDefault(machine => machine.MachineId == machineId)) is not null, $"{machineId} is not in the list");
        return seen!;
    }

    protected static Task GoneAsync(ConformancePlace place, IMachineProvider provider, string machineId) =>
        UntilAsync(place, async () => (await provider.ListAsync(Ct)).All(machine => machine.MachineId != machineId), $"{machineId} is still in the list");

    protected static async Task UntilAsync(ConformancePlace place, Func<Task<bool>> holds, string otherwise)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            TimeProvider.System.GetElapsedTime(since).ShouldBeLessThan(place.Patience, otherwise);
            await Task.Delay(50, Ct);
        }
    }

    static async Task<bool> TryStartAsync(IMachineProvider provider, MachineOrder order)
    {
        try
        {
            return await provider.StartAsync(order, Ct) is StartOutcome.Started;
        }
        catch (Exception lost) when (lost is not OperationCanceledException)
        {
            return false;
        }
    }
}
