using Slipway.Adapters.Kubernetes;
using Slipway.Machines.Testing;
using Slipway.Platform.Machines;
using Slipway.Testing;

namespace Slipway.Providers.Tests.Clusters;

/// <summary>A namespace of a <see cref="FakeCluster"/>, with the kubeconfig of a service account.</summary>
sealed class ClusterPlace : ConformancePlace
{
    readonly TempFolder folder = new();
    readonly (string Name, string Value)[] more;

    public ClusterPlace(params (string Name, string Value)[] more)
    {
        this.more = more;
        File.WriteAllText(folder["kubeconfig"], $$"""
            apiVersion: v1
            kind: Config
            current-context: tests
            clusters: [{name: fake, cluster: { server: "{{Cluster.Url}}" } }]
            users: [{name: account, user: { token: the-accounts-token } }]
            contexts: [{name: tests, context: { cluster: fake, user: account } }]
            """);
    }

    public FakeCluster Cluster { get; } = new();

    public ProviderSettings Settings => ProviderSettings.Of([("kubeconfig", folder["kubeconfig"]), ("namespace", FakeCluster.Space), ("image", "registry.example.org/slipway/machine:1"), .. more]);

    public override IMachineProvider Open(InstanceId instance) => new KubernetesProviderKind(TimeProvider.System).Open(Settings, instance);

    public override Task<bool> EndAsync(string machineId)
    {
        Cluster.SetPhase("slipway-" + machineId, "Failed", "Evicted");
        return Task.FromResult(true);
    }

    public override Task<byte[]?> ConfigOfAsync(string machineId) =>
        Task.FromResult<byte[]?>(Convert.FromBase64String((string)Cluster.Secret("slipway-" + machineId)!["data"]!["slipway-runner.json"]!));

    public override Task<string?> VisibleAsync(string machineId) => Task.FromResult<string?>(Cluster.Pod("slipway-" + machineId)!.ToJsonString());

    public override async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        folder.Dispose();
        await base.DisposeAsync();
    }
}
