using Slipway.Adapters.Docker;
using Slipway.Machines.Testing;
using Slipway.Platform.Machines;
using Slipway.Testing;

namespace Slipway.Providers.Tests.Containers;

/// <summary>The tests' podman as a place for machines.</summary>
sealed class ContainerPlace(PodmanFixture podman, params (string Name, string Value)[] more) : ConformancePlace
{
    public override IMachineProvider Open(InstanceId instance) => new ContainerProviderKind().Open(Settings, instance);

    public ProviderSettings Settings { get; } = ProviderSettings.Of([("engine", "unix://" + podman.Socket), ("image", Podman.Image), ("network", "none"), .. more]);

    public override async Task<bool> EndAsync(string machineId)
    {
        await podman.RunAsync("kill", "--signal", "KILL", "slipway-" + machineId);
        return true;
    }

    public override async Task<byte[]?> ConfigOfAsync(string machineId) =>
        System.Text.Encoding.UTF8.GetBytes(await podman.RunAsync("exec", "slipway-" + machineId, "cat", RunnerBootstrap.DefaultPath));

    public override async Task<string?> VisibleAsync(string machineId) =>
        await podman.RunAsync("inspect", "slipway-" + machineId) + await podman.RunAsync("ps", "--all", "--no-trunc") + await podman.RunAsync("exec", "slipway-" + machineId, "sh", "-c", "cat /proc/*/cmdline /proc/*/environ");
}
