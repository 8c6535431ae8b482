using Slipway.ContainerEngine;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Docker;

/// <summary>Machines that are containers of an engine with the Docker Engine API: docker, or podman's service.</summary>
public sealed class ContainerProviderKind : IMachineProviderKind
{
    public string Name => "container";

    public JobSharing Sharing => JobSharing.OneInShell;

    public void Check(SettingsReader settings) => ContainerSettings.Read(settings);

    public IMachineProvider Open(ProviderSettings settings, InstanceId instance)
    {
        var read = ContainerSettings.Read(new SettingsReader(settings));
        return new ContainerProvider(new Engine(read.Engine), read, instance);
    }
}
