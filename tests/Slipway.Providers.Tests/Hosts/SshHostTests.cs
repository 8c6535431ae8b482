using Slipway.Adapters.Ssh;
using Slipway.Machines.Testing;
using Slipway.Platform;
using Slipway.Platform.Machines;
using Slipway.Testing;

namespace Slipway.Providers.Tests.Hosts;

/// <summary>Hosts that fail, change their keys, are shared, and must be clean for the next.</summary>
public sealed class SshHostTests
{
    static readonly InstanceId Ours = new("0f7a3c52-1d7e-4f43-9d3e-7a1f4a5b6c7d");
    static readonly InstanceId Theirs = new("b1946ac9-2492-4d23-8f0a-1c2d3e4f5a6b");

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_that_falls_silent_keeps_its_machine_in_the_list_and_gets_no_other()
    {
        await using var farm = new HostFarm(hosts: 2);
        await using var provider = farm.Open(Ours);
        var (one, two, three) = (Order(farm), Order(farm), Order(farm));
        var at = (await provider.StartAsync(one, Ct)).ShouldBeOfType<StartOutcome.Started>().Reference;
        var host = farm.Names.ToList().IndexOf(at);
        await farm.SilenceAsync(host);
        await using var after = farm.Open(Ours); // also after a restart
        (await after.ListAsync(Ct)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            seen => seen.MachineId.ShouldBe(one.MachineId), seen => seen.State.ShouldBe(SeenState.Running), seen => seen.Why.ShouldNotBeNull().ShouldContain("refused"));
        (await after.StartAsync(two, Ct)).ShouldBeOfType<StartOutcome.Started>().Reference.ShouldNotBe(at);
        (await after.StartAsync(three, Ct)).ShouldBeOfType<StartOutcome.NoRoom>();
        await Should.ThrowAsync<Exception>(after.StartAsync(one, Ct));
        await Should.ThrowAsync<Exception>(after.RemoveAsync(one.MachineId, Ct));
        farm.Wake(host);
        (await after.StartAsync(one, Ct)).ShouldBeOfType<StartOutcome.Started>().Reference.ShouldBe(at);
        await after.RemoveAsync(one.MachineId, Ct);
        await after.RemoveAsync(two.MachineId, Ct);
        (await after.ListAsync(Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_host_with_another_key_is_not_believed()
    {
        await using var farm = new HostFarm(hosts: 1);
        await using var provider = farm.Open(Ours);
        await farm.ChangeKeyAsync(0);
        (await provider.StartAsync(Order(farm), Ct)).ShouldBeOfType<StartOutcome.NoRoom>().Why.ShouldContain("do not answer");
        Directory.Exists(Path.Combine(farm.Home(0), ".slipway-machine")).ShouldBeFalse();
    }

    [Fact]
    public async Task Two_instances_never_have_one_host_at_the_same_time()
    {
        await using var farm = new HostFarm(hosts: 1);
        await using var ours = farm.Open(Ours);
        await using var theirs = new SshProviderKind(new DataFolder(farm.Data + "-2")).Open(farm.Settings, Theirs);
        var (one, two) = (Order(farm), Order(farm));
        var outcomes = await Task.WhenAll(ours.StartAsync(one, Ct), theirs.StartAsync(two, Ct));
        outcomes.OfType<StartOutcome.Started>().Count().ShouldBe(1);
        outcomes.OfType<StartOutcome.NoRoom>().Count().ShouldBe(1);
        await ours.RemoveAsync(one.MachineId, Ct);
        await theirs.RemoveAsync(two.MachineId, Ct);
        (await theirs.StartAsync(two, Ct)).ShouldBeOfType<StartOutcome.Started>();
        await theirs.RemoveAsync(two.MachineId, Ct);
    }

    [Fact]
    public async Task A_removed_machine_leaves_neither_processes_nor_files()
    {
        await using var farm = new HostFarm(hosts: 1);
        await using var provider = farm.Open(Ours);
        var order = Order(farm);
        (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        (await LeftAsync(order)).ShouldNotBeEmpty();
        (await provider.LogAsync(order.MachineId, 10_000, Ct))!.ShouldContain("a runner with run --config");
        await provider.RemoveAsync(order.MachineId, Ct);
        (await LeftAsync(order)).ShouldBeEmpty();
        Directory.GetFileSystemEntries(Path.Combine(farm.Home(0), ".slipway-machine")).Select(Path.GetFileName).ShouldBe(["lock"]);
    }

    [Fact]
    public async Task A_host_is_free_only_when_its_cleaning_succeeded()
    {
        using var folder = new TempFolder();
        await using var farm = new HostFarm(hosts: 1, ("clean", $"echo cannot && test -e {folder["ok"]}"));
        await using var provider = farm.Open(Ours);
        var order = Order(farm);
        (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        (await Should.ThrowAsync<Exception>(provider.RemoveAsync(order.MachineId, Ct))).Message.ShouldContain("cannot");
        (await provider.ListAsync(Ct)).ShouldHaveSingleItem().State.ShouldBe(SeenState.Removing);
        (await provider.StartAsync(Order(farm), Ct)).ShouldBeOfType<StartOutcome.NoRoom>();
        await File.WriteAllTextAsync(folder["ok"], "");
        await provider.RemoveAsync(order.MachineId, Ct);
        (await provider.ListAsync(Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_host_without_the_runner_refuses_and_says_so()
    {
        await using var farm = new HostFarm(hosts: 1, ("runner", "/nonexistent/slipway-runner"));
        await using var provider = farm.Open(Ours);
        (await provider.StartAsync(Order(farm), Ct)).ShouldBeOfType<StartOutcome.Refused>().Why.ShouldContain("/nonexistent/slipway-runner");
        (await provider.ListAsync(Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_real_runner_starts_from_its_file()
    {
        await using var farm = new HostFarm(hosts: 1, ("runner", Build.Runner));
        await using var provider = farm.Open(Ours);
        var order = Order(farm);
        (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        for (var tries = 0; !(await provider.LogAsync(order.MachineId, 10_000, Ct))!.Contains($"runner {order.MachineId} asks", StringComparison.Ordinal); tries++)
        {
            tries.ShouldBeLessThan(200, await provider.LogAsync(order.MachineId, 10_000, Ct));
            await Task.Delay(50, Ct);
        }

        await provider.RemoveAsync(order.MachineId, Ct);
        (await LeftAsync(order)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("-oProxyCommand=touch /tmp/x")]
    [InlineData("host name")]
    [InlineData("user@")]
    [InlineData("host:0")]
    [InlineData("host:99999")]
    [InlineData("a;b@host")]
    public void What_is_no_host_is_a_fault(string host)
    {
        var reader = new SettingsReader(ProviderSettings.Of(("hosts", host), ("known-hosts", "/etc/known")));
        new SshProviderKind(new DataFolder("/nonexistent")).Check(reader);
        reader.Faults.ShouldContain(fault => fault.StartsWith("hosts:", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_known_hosts_no_pool_is_accepted()
    {
        var reader = new SettingsReader(ProviderSettings.Of(("hosts", "build@build-1.example.org:2222")));
        new SshProviderKind(new DataFolder("/nonexistent")).Check(reader);
        reader.Faults.ShouldHaveSingleItem().ShouldStartWith("known-hosts: is missing");
    }

    static async Task<string> LeftAsync(MachineOrder order) => (await Tool.TryAsync("sh", "-c", $"grep -lz '^SLIPWAY_MACHINE={order.MachineId}$' /proc/[0-9]*/environ 2>/dev/null; true")).Output;

    static MachineOrder Order(ConformancePlace place)
    {
        var id = $"m{Guid.NewGuid():n}"[..20];
        return new MachineOrder(id, "conformance", place.Bootstrap(id), TimeSpan.FromMinutes(10));
    }
}
