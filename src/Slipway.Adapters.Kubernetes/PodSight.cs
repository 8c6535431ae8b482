using k8s.Models;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Kubernetes;

/// <summary>What a pod's status says of the machine.</summary>
static class PodSight
{
    public static SeenMachine? Of(V1Pod pod)
    {
        if (pod.Metadata?.Labels is not { } labels || !labels.TryGetValue(MachineLabels.Machine, out var machine))
            return null;
        return new SeenMachine(machine, labels.TryGetValue(MachineLabels.Pool, out var pool) ? pool : null, pod.Metadata.Name, State(pod), Utc(pod.Metadata.CreationTimestamp), Why(pod));
    }

    static SeenState State(V1Pod pod) => pod switch
    {
        { Metadata.DeletionTimestamp: not null } => SeenState.Removing,
        { Status.Phase: "Succeeded" or "Failed" } => SeenState.Ended,
        { Status.Phase: "Running" or "Unknown" } => SeenState.Running,
        _ => SeenState.Starting,
    };

    /// <summary>Eviction, the image that can't be pulled, the node that is not found, the exit code: the first that there is.</summary>
    static string? Why(V1Pod pod)
    {
        var container = pod.Status?.ContainerStatuses is [var first, ..] ? first.State : null;
        var unscheduled = pod.Status?.Conditions?.FirstOrDefault(condition => condition.Type == "PodScheduled" && condition.Status == "False");
        return Join(pod.Status?.Reason, pod.Status?.Message)
            ?? Join(container?.Waiting?.Reason is "ContainerCreating" or "PodInitializing" ? null : container?.Waiting?.Reason, container?.Waiting?.Message)
            ?? (container?.Terminated is { } ended ? Join($"{ended.Reason} (exit code {ended.ExitCode})", ended.Message) : null)
            ?? Join(unscheduled?.Reason, unscheduled?.Message);
    }

    static string? Join(string? reason, string? message) => (reason, message) switch
    {
        (null or "", null or "") => null,
        (null or "", _) => message,
        (_, null or "") => reason,
        _ => $"{reason}: {message}",
    };

    static DateTimeOffset? Utc(DateTime? time) => time is { } at ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : null;
}
