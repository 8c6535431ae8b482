using Slipway.Platform.Machines;

namespace Slipway.Adapters.Kubernetes;

/// <summary>Machines that are pods of a cluster; on which node they run is the cluster's affair.</summary>
public sealed class KubernetesProviderKind(TimeProvider time) : IMachineProviderKind
{
    public string Name => "kubernetes";

    public JobSharing Sharing => JobSharing.OneInShell;

    public void Check(SettingsReader settings) => PodSettings.Read(settings);

    public IMachineProvider Open(ProviderSettings settings, InstanceId instance) => new KubernetesProvider(PodSettings.Read(new SettingsReader(settings)), instance, time);
}
