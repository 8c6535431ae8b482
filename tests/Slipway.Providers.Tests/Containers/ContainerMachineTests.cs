using System.Text.Json.Nodes;
using Slipway.Adapters.Docker;
using Slipway.Machines.Testing;
using Slipway.Platform.Machines;
using Slipway.Testing;

namespace Slipway.Providers.Tests.Containers;

/// <summary>What a container machine is, beyond what all machines are.</summary>
public sealed class ContainerMachineTests(PodmanFixture podman)
{
    static readonly InstanceId Instance = new("5d6f2c1a-0000-4000-8000-3f2b1a0c9d8e");

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_machine_has_its_limits_few_powers_and_a_file_that_only_its_user_reads()
    {
        await using var place = new ContainerPlace(podman, ("memory-mib", "64"), ("cpus", "0.5"), ("pids", "50"), ("capabilities", "NET_RAW"));
        await using var provider = place.Open(Instance);
        var order = Order(place);
        (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        var inspected = JsonNode.Parse(await podman.RunAsync("inspect", "slipway-" + order.MachineId))![0]!;
        var host = inspected["HostConfig"]!;
        ((long)host["Memory"]!).ShouldBe(64 * 1024 * 1024);
        ((long)host["MemorySwap"]!).ShouldBe(64 * 1024 * 1024);
        ((long)host["NanoCpus"]!).ShouldBe(500_000_000);
        ((long)host["PidsLimit"]!).ShouldBe(50);
        ((bool)host["Privileged"]!).ShouldBeFalse();
        inspected["EffectiveCaps"]!.AsArray().Select(cap => (string)cap!).Order().ShouldBe(
            ["CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FOWNER", "CAP_KILL", "CAP_NET_RAW", "CAP_SETGID", "CAP_SETPCAP", "CAP_SETUID"]);
        (await podman.RunAsync("exec", "slipway-" + order.MachineId, "cat", "/proc/1/status")).ShouldContain("NoNewPrivs:\t1");
        (await podman.RunAsync("exec", "slipway-" + order.MachineId, "stat", "-c", "%a %u:%g", RunnerBootstrap.DefaultPath)).Trim().ShouldBe("600 0:0");
        (await provider.LogAsync(order.MachineId, 10_000, Ct))!.ShouldContain("a runner with run --config /etc/slipway/slipway-runner.json");
        await provider.RemoveAsync(order.MachineId, Ct);
    }

    [Fact]
    public async Task The_file_belongs_to_the_user_that_the_pool_names()
    {
        await using var place = new ContainerPlace(podman, ("user", "1234:2345"));
        await using var provider = place.Open(Instance);
        var order = Order(place);
        (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        (await podman.RunAsync("exec", "slipway-" + order.MachineId, "stat", "-c", "%a %u:%g", RunnerBootstrap.DefaultPath)).Trim().ShouldBe("600 1234:2345");
        (await podman.RunAsync("exec", "slipway-" + order.MachineId, "id", "-u")).Trim().ShouldBe("1234");
        await provider.RemoveAsync(order.MachineId, Ct);
    }

    [Fact]
    public async Task A_container_that_was_made_and_never_started_is_started_by_the_next_try()
    {
        await using var place = new ContainerPlace(podman);
        await using var provider = place.Open(Instance);
        var order = Order(place);
        await podman.RunAsync(["create", "--name", "slipway-" + order.MachineId, "--network", "none",
            .. MachineLabels.Of(Instance, order).SelectMany(label => new[] { "--label", $"{label.Key}={label.Value}" }), Podman.Image, "slipway-runner"]);
        (await provider.ListAsync(Ct)).Single(machine => machine.MachineId == order.MachineId).State.ShouldBe(SeenState.Starting);
        (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        (await provider.ListAsync(Ct)).Single(machine => machine.MachineId == order.MachineId).State.ShouldBe(SeenState.Running);
        (await place.ConfigOfAsync(order.MachineId)).ShouldBe(order.Runner.Config);
        await provider.RemoveAsync(order.MachineId, Ct);
    }

    [Fact]
    public async Task A_machine_ends_by_itself_when_its_time_is_over()
    {
        await using var place = new ContainerPlace(podman);
        await using var provider = place.Open(Instance);
        var order = Order(place) with { DieAfter = TimeSpan.FromSeconds(1) };
        (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        SeenMachine seen;
        for (var tries = 0; (seen = (await provider.ListAsync(Ct)).Single(machine => machine.MachineId == order.MachineId)).State != SeenState.Ended; tries++)
        {
            tries.ShouldBeLessThan(400);
            await Task.Delay(50, Ct);
        }

        seen.Why.ShouldNotBeNull().ShouldContain("Exited");
        await provider.RemoveAsync(order.MachineId, Ct);
    }

    [Theory]
    [InlineData("image", "localhost/no-such-image:1")]
    [InlineData("network", "no-such-network")]
    public async Task What_the_engine_never_can_do_is_refused_and_leaves_nothing(string setting, string value)
    {
        await using var place = new ContainerPlace(podman);
        var values = new Dictionary<string, IReadOnlyList<string>>(place.Settings.Values) { [setting] = [value], ["pull"] = ["never"] };
        await using var provider = new ContainerProviderKind().Open(new ProviderSettings(values), Instance);
        var order = Order(place);
        (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Refused>().Why.ShouldContain("no-such", Case.Insensitive);
        (await provider.ListAsync(Ct)).ShouldNotContain(machine => machine.MachineId == order.MachineId);
    }

    [Fact]
    public async Task An_engine_that_does_not_answer_is_an_exception_and_never_an_empty_list()
    {
        await using var provider = new ContainerProviderKind().Open(ProviderSettings.Of(("engine", "unix:///nonexistent/engine.sock"), ("image", Podman.Image)), Instance);
        (await Should.ThrowAsync<Exception>(provider.ListAsync(Ct))).Message.ShouldContain("does not answer");
        await Should.ThrowAsync<Exception>(provider.RemoveAsync("m0000000000000000000", Ct));
    }

    [Fact]
    public void Settings_are_checked_as_a_whole_and_each_fault_is_named()
    {
        var reader = new SettingsReader(ProviderSettings.Of(
            ("engine", "tcp://build.example.org:2375"), ("memory-mib", "lots"), ("cpus", "none"), ("user", "root"), ("mounts", "data:/data"), ("pull", "sometimes"), ("imgae", "x")));
        new ContainerProviderKind().Check(reader);
        reader.Faults.Select(fault => fault[..fault.IndexOf(':', StringComparison.Ordinal)]).Order().ShouldBe(["cpus", "engine", "image", "imgae", "memory-mib", "mounts", "pull", "user"]);
        reader.Faults.ShouldContain(fault => fault.Contains("root on its host", StringComparison.Ordinal));
    }

    static MachineOrder Order(ConformancePlace place)
    {
        var id = $"m{Guid.NewGuid():n}"[..20];
        return new MachineOrder(id, "conformance", place.Bootstrap(id), TimeSpan.FromMinutes(10));
    }
}
