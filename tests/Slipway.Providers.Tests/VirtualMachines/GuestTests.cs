using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Platform.Machines;
using Slipway.Testing;

namespace Slipway.Providers.Tests.VirtualMachines;

/// <summary>A real kernel boots in software emulation, reads its seed, runs what is in it, reaches the real server with its token, and powers off.</summary>
public sealed class GuestTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_guest_boots_from_its_seed_and_verifies_its_token_at_the_server()
    {
        await using var place = new HypervisorPlace();
        var guest = new Guest(place.Folder);
        await guest.BuildAsync();
        await using var server = await ServerProcess.StartAsync();
        using var admin = server.Client();
        var answer = await admin.PostAsJsonAsync("/api/v2/runners", new { description = "guest", runUntagged = true, @protected = false, locked = false, paused = false }, Ct);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(Ct));
        var token = (string)(await answer.Content.ReadFromJsonAsync<JsonNode>(Ct))!["token"]!;
        var config = JsonSerializer.SerializeToUtf8Bytes(new { url = server.Url.Replace("127.0.0.1", "10.0.2.2", StringComparison.Ordinal), token });

        await using var bootable = new HypervisorPlace(("image", place.Image), ("memory-mib", "192"), ("kernel", guest.Kernel), ("initrd", guest.Initrd), ("append", "console=ttyS0 quiet panic=-1"));
        await place.MakeImageAsync();
        await using var provider = bootable.Open(new InstanceId("5d6f2c1a-0000-4000-8000-3f2b1a0c9d8e"));
        var order = QemuMachineTests.Order(bootable) with { Runner = new RunnerBootstrap(config, new Uri(server.Url), token) };
        (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        for (var tries = 0; (await provider.ListAsync(Ct)).Single().State != SeenState.Ended; tries++)
        {
            tries.ShouldBeLessThan(1200, await provider.LogAsync(order.MachineId, 10_000, Ct));
            await Task.Delay(100, Ct);
        }

        var console = (await provider.LogAsync(order.MachineId, 100_000, Ct))!;
        console.ShouldContain("#cloud-config");
        console.ShouldContain("the runner in the guest: run --config /etc/slipway/slipway-runner.json");
        console.ShouldContain("configuration 600 0");
        console.ShouldContain("verified: {\"id\":");
        console.ShouldNotContain(token);
        (await Tool.RunAsync("qemu-img", "map", "--output=json", place.Image)).ShouldNotContain("\"data\": true", Case.Sensitive, "the image was written to");
        (await Tool.RunAsync("qemu-io", "-f", "qcow2", "-r", "-c", "read -v 0 16", Path.Combine(bootable.Machines, order.MachineId, "disk.qcow2"))).ShouldContain("77 72 69 74 74 65 6e"); // "written"
        await provider.RemoveAsync(order.MachineId, Ct);
        Directory.GetFileSystemEntries(bootable.Machines).ShouldBeEmpty();
    }
}
