using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Kubernetes;

/// <summary>
/// One namespace of a cluster. The pod is made first and waits for its secret, which then belongs to it: whatever is cut off in between, the pod alone is
/// what must be found and removed.
/// </summary>
sealed class KubernetesProvider : IMachineProvider
{
    const int LogLines = 2000;
    readonly PodSettings settings;
    readonly InstanceId instance;
    readonly Lazy<Place> place;

    public KubernetesProvider(PodSettings settings, InstanceId instance, TimeProvider time)
    {
        (this.settings, this.instance) = (settings, instance);
        place = new Lazy<Place>(() => Open(time), LazyThreadSafetyMode.PublicationOnly); // a file that can't be read now is read again
    }

    // A watch may be some seconds behind.
    public ProviderFacts Facts => new(ListLag: TimeSpan.FromSeconds(15), settings.StartWithin);

    string Selector => $"{MachineLabels.Instance}={instance}";

    public async Task<StartOutcome> StartAsync(MachineOrder order, CancellationToken ct)
    {
        V1Pod? made = null;
        var there = false;
        try
        {
            made = await MakePodAsync(order, ct);
            there = made is null;
            var pod = made ?? await Client.CoreV1.ReadNamespacedPodAsync(PodShape.NameOf(order.MachineId), settings.Namespace, cancellationToken: ct);
            if (pod.Metadata.Labels is null || !pod.Metadata.Labels.TryGetValue(MachineLabels.Instance, out var owner) || owner != instance.Value)
                return new StartOutcome.Refused($"a pod {pod.Metadata.Name} is there already, and is not of this instance");
            await MakeSecretAsync(order, pod, ct);
            return new StartOutcome.Started(pod.Metadata.Name);
        }
        catch (HttpOperationException refused) when (!there && Refusals.Read(refused) is { } outcome) // one that was there may have a job: not known
        {
            if (made is not null)
                await RemoveAsync(order.MachineId, ct); // it would wait for its secret for ever
            return outcome;
        }
    }

    public async Task<IReadOnlyList<SeenMachine>> ListAsync(CancellationToken ct)
    {
        var watch = place.Value.Watch;
        var pods = watch.Pods ?? (await watch.ListAsync(ct)).Pods;
        return [.. pods.Select(PodSight.Of).OfType<SeenMachine>()];
    }

    public async Task RemoveAsync(string machineId, CancellationToken ct)
    {
        try
        {
            var pod = await Client.CoreV1.ReadNamespacedPodAsync(PodShape.NameOf(machineId), settings.Namespace, cancellationToken: ct);
            if (IsOurs(pod))
            {
                // That pod and no other of its name.
                var only = new V1DeleteOptions { Preconditions = new V1Preconditions { Uid = pod.Metadata.Uid }, PropagationPolicy = "Background", GracePeriodSeconds = 10 };
                await Client.CoreV1.DeleteNamespacedPodAsync(pod.Metadata.Name, settings.Namespace, only, cancellationToken: ct);
            }
        }
        catch (HttpOperationException gone) when (gone.Response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // gone, or another of the same name that is not ours to remove
        }
    }

    public async Task<string?> LogAsync(string machineId, int maxBytes, CancellationToken ct)
    {
        try
        {
            var name = PodShape.NameOf(machineId);
            if (!IsOurs(await Client.CoreV1.ReadNamespacedPodAsync(name, settings.Namespace, cancellationToken: ct)))
                return null;
            await using var stream = await Client.CoreV1.ReadNamespacedPodLogAsync(name, settings.Namespace, tailLines: LogLines, cancellationToken: ct);
            var tail = new Tail(maxBytes);
            var buffer = new byte[32 * 1024];
            for (int read; (read = await stream.ReadAsync(buffer, ct)) > 0;)
                tail.Append(buffer.AsSpan(0, read));
            return tail.ToString();
        }
        catch (HttpOperationException none) when (none.Response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest)
        {
            return null; // 400 while its container has not begun
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!place.IsValueCreated)
            return;
        await place.Value.Watch.DisposeAsync();
        place.Value.Client.Dispose();
    }

    k8s.Kubernetes Client => place.Value.Client;

    bool IsOurs(V1Pod pod) => pod.Metadata.Labels is not null && pod.Metadata.Labels.TryGetValue(MachineLabels.Instance, out var owner) && owner == instance.Value;

    /// <summary>Null where it is there already.</summary>
    async Task<V1Pod?> MakePodAsync(MachineOrder order, CancellationToken ct)
    {
        try
        {
            return await Client.CoreV1.CreateNamespacedPodAsync(PodShape.Pod(settings, instance, order), settings.Namespace, cancellationToken: ct);
        }
        catch (HttpOperationException there) when (there.Response.StatusCode == HttpStatusCode.Conflict)
        {
            return null;
        }
    }

    async Task MakeSecretAsync(MachineOrder order, V1Pod pod, CancellationToken ct)
    {
        try
        {
            await Client.CoreV1.CreateNamespacedSecretAsync(PodShape.Secret(settings, instance, order, pod.Metadata.Uid), settings.Namespace, cancellationToken: ct);
        }
        catch (HttpOperationException there) when (there.Response.StatusCode == HttpStatusCode.Conflict)
        {
            // made by an earlier try
        }
    }

    Place Open(TimeProvider time)
    {
        var configuration = settings.Kubeconfig is { } file
            ? KubernetesClientConfiguration.BuildConfigFromConfigFile(file, settings.Context)
            : KubernetesClientConfiguration.InClusterConfig();
        var client = new k8s.Kubernetes(configuration);
        return new Place(client, new PodWatch(client, settings.Namespace, Selector, time));
    }

    sealed record Place(k8s.Kubernetes Client, PodWatch Watch);
}
