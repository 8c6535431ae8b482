using k8s.Models;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Kubernetes;

/// <summary>
/// A machine as a pod and a secret. The pod is as the "restricted" pod security standard wants it: no root, no capabilities, no privilege to be gained,
/// the runtime's own system call filter, a root file system that can't be written to; what a job writes goes to volumes that go with the pod.
/// </summary>
static class PodShape
{
    const string Volume = "work";

    // Where the runner and its jobs write. One volume, so that links and renames between them work.
    static readonly string[] s_writable = ["/builds", "/run/slipway-work", "/tmp", "/var/tmp", "/var/lib/slipway-runner"];

    public static string NameOf(string machineId) => "slipway-" + machineId;

    public static V1Pod Pod(PodSettings settings, InstanceId instance, MachineOrder order)
    {
        var folder = Path.GetDirectoryName(RunnerBootstrap.DefaultPath)!;
        return new V1Pod
        {
            ApiVersion = "v1",
            Kind = "Pod",
            Metadata = Metadata(settings, instance, order),
            Spec = new V1PodSpec
            {
                RestartPolicy = "Never",
                ActiveDeadlineSeconds = (long)order.DieAfter.TotalSeconds,
                TerminationGracePeriodSeconds = 30,
                AutomountServiceAccountToken = false,
                EnableServiceLinks = false,
                ServiceAccountName = settings.ServiceAccount,
                PriorityClassName = settings.PriorityClass,
                RuntimeClassName = settings.RuntimeClass,
                NodeSelector = settings.NodeSelector.ToDictionary(),
                Tolerations = [.. settings.Tolerations],
                ImagePullSecrets = [.. settings.PullSecrets.Select(name => new V1LocalObjectReference { Name = name })],
                SecurityContext = new V1PodSecurityContext
                {
                    RunAsNonRoot = true,
                    RunAsUser = settings.User,
                    RunAsGroup = settings.User,
                    FsGroup = settings.User,
                    SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" },
                },
                Containers =
                [
                    new V1Container
                    {
                        Name = "machine",
                        Image = settings.Image,
                        ImagePullPolicy = settings.PullPolicy,
                        Command = [.. RunnerBootstrap.Command()],
                        Env = [.. settings.Environment.Select(pair => new V1EnvVar { Name = pair.Key, Value = pair.Value }), new V1EnvVar { Name = "SLIPWAY_RUNNER_ISOLATION", Value = "machine" }],
                        Resources = new V1ResourceRequirements
                        {
                            Requests = settings.Requests.ToDictionary(pair => pair.Key, pair => new ResourceQuantity(pair.Value)),
                            Limits = settings.Limits.ToDictionary(pair => pair.Key, pair => new ResourceQuantity(pair.Value)),
                        },
                        SecurityContext = new V1SecurityContext
                        {
                            AllowPrivilegeEscalation = false,
                            Privileged = false,
                            ReadOnlyRootFilesystem = true,
                            Capabilities = new V1Capabilities { Drop = ["ALL"] },
                        },
                        VolumeMounts =
                        [
                            new V1VolumeMount { Name = "bootstrap", MountPath = folder, ReadOnlyProperty = true },
                            .. s_writable.Select(path => new V1VolumeMount { Name = Volume, MountPath = path == "/run/slipway-work" ? "/run" : path, SubPath = path[1..].Replace('/', '-') }),
                        ],
                    },
                ],
                Volumes =
                [
                    new V1Volume
                    {
                        Name = "bootstrap",
                        Secret = new V1SecretVolumeSource { SecretName = NameOf(order.MachineId), DefaultMode = 0b100_100_000, Optional = false }, // 0440: the group is the runner's alone
                    },
                    new V1Volume { Name = Volume, EmptyDir = new V1EmptyDirVolumeSource { SizeLimit = settings.VolumeSize is { } size ? new ResourceQuantity(size) : null } },
                ],
            },
        };
    }

    /// <summary>The configuration. It belongs to the pod, and the cluster removes it with the pod: no secret is ever left over.</summary>
    public static V1Secret Secret(PodSettings settings, InstanceId instance, MachineOrder order, string podUid)
    {
        var metadata = Metadata(settings, instance, order);
        metadata.OwnerReferences = [new V1OwnerReference { ApiVersion = "v1", Kind = "Pod", Name = NameOf(order.MachineId), Uid = podUid, BlockOwnerDeletion = false, Controller = false }];
        return new V1Secret
        {
            ApiVersion = "v1",
            Kind = "Secret",
            Metadata = metadata,
            Immutable = true,
            Type = "Opaque",
            Data = new Dictionary<string, byte[]>(StringComparer.Ordinal) { [Path.GetFileName(RunnerBootstrap.DefaultPath)] = order.Runner.Config },
        };
    }

    static V1ObjectMeta Metadata(PodSettings settings, InstanceId instance, MachineOrder order) => new()
    {
        Name = NameOf(order.MachineId),
        NamespaceProperty = settings.Namespace,
        Labels = new Dictionary<string, string>(MachineLabels.Of(instance, order), StringComparer.Ordinal) { ["app.kubernetes.io/managed-by"] = "slipway" },
    };
}
