using Slipway.Machines.Testing;
using Slipway.Platform.Machines;
using Slipway.Testing;

namespace Slipway.Providers.Tests.VirtualMachines;

/// <summary>What a virtual machine is on its host.</summary>
public sealed class QemuMachineTests
{
    static readonly InstanceId Instance = new("5d6f2c1a-0000-4000-8000-3f2b1a0c9d8e");

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_machine_ends_by_itself_when_its_time_is_over()
    {
        await using var place = new HypervisorPlace();
        await using var provider = place.Open(Instance);
        var order = Order(place) with { DieAfter = TimeSpan.FromSeconds(1) };
        (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        for (var tries = 0; (await provider.ListAsync(Ct)).Single().State != SeenState.Ended; tries++)
        {
            tries.ShouldBeLessThan(400);
            await Task.Delay(50, Ct);
        }

        (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        (await provider.ListAsync(Ct)).Single().State.ShouldBe(SeenState.Ended, "a machine that ended is never launched again");
        await provider.RemoveAsync(order.MachineId, Ct);
        Directory.GetFileSystemEntries(place.Machines).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_that_is_none_is_refused_and_leaves_nothing()
    {
        await using var place = new HypervisorPlace();
        await using var provider = place.Open(Instance);
        await File.WriteAllTextAsync(place.Image, "not a disk");
        var order = Order(place);
        (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Refused>().Why.ShouldContain("qcow2");
        Directory.GetFileSystemEntries(place.Machines).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_that_is_not_there_is_refused()
    {
        await using var place = new HypervisorPlace(("image", "/nonexistent/image.qcow2"));
        await using var provider = place.Open(Instance);
        (await provider.StartAsync(Order(place), Ct)).ShouldBeOfType<StartOutcome.Refused>().Why.ShouldContain("/nonexistent/image.qcow2");
    }

    [Fact]
    public async Task A_host_without_the_memory_has_no_room()
    {
        await using var place = new HypervisorPlace(("reserve-mib", "16000000"));
        await using var provider = place.Open(Instance);
        (await provider.StartAsync(Order(place), Ct)).ShouldBeOfType<StartOutcome.NoRoom>().Why.ShouldContain("MiB");
        Directory.Exists(place.Machines).ShouldBeFalse();
    }

    [Fact]
    public async Task A_machine_writes_to_its_own_disk_and_not_to_the_image()
    {
        await using var place = new HypervisorPlace(("disk-gib", "3"));
        await using var provider = place.Open(Instance);
        var order = Order(place);
        (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        var info = await Tool.RunAsync("qemu-img", "info", "-U", Path.Combine(place.Machines, order.MachineId, "disk.qcow2"));
        info.ShouldContain("backing file: " + place.Image);
        info.ShouldContain("virtual size: 3 GiB");
        await provider.RemoveAsync(order.MachineId, Ct);
    }

    internal static MachineOrder Order(ConformancePlace place)
    {
        var id = $"m{Guid.NewGuid():n}"[..20];
        return new MachineOrder(id, "conformance", place.Bootstrap(id), TimeSpan.FromMinutes(10));
    }
}
