using System.Text.RegularExpressions;
using k8s.Models;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Kubernetes;

/// <summary>What a pool says of its pods.</summary>
sealed partial record PodSettings
{
    /// <summary>The file that names the cluster; null inside of it, where the server's own service account is used.</summary>
    public string? Kubeconfig { get; init; }

    public string? Context { get; init; }

    public required string Namespace { get; init; }

    public required string Image { get; init; }

    public required string PullPolicy { get; init; }

    public required IReadOnlyList<string> PullSecrets { get; init; }

    public required IReadOnlyDictionary<string, string> NodeSelector { get; init; }

    public required IReadOnlyList<V1Toleration> Tolerations { get; init; }

    /// <summary>By resource: <c>cpu</c>, <c>memory</c>, <c>ephemeral-storage</c>.</summary>
    public required IReadOnlyDictionary<string, string> Requests { get; init; }

    public required IReadOnlyDictionary<string, string> Limits { get; init; }

    /// <summary>The size of each volume that the pod writes to; it goes with the pod.</summary>
    public string? VolumeSize { get; init; }

    public string? PriorityClass { get; init; }

    public string? RuntimeClass { get; init; }

    public string? ServiceAccount { get; init; }

    public required long User { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required TimeSpan StartWithin { get; init; }

    public static PodSettings Read(SettingsReader reader)
    {
        var cpu = Quantity(reader, "cpu") ?? "1";
        var memory = Quantity(reader, "memory") ?? "2Gi";
        var storage = Quantity(reader, "storage");
        var limits = new Dictionary<string, string>(StringComparer.Ordinal) { ["cpu"] = Quantity(reader, "cpu-limit") ?? cpu, ["memory"] = Quantity(reader, "memory-limit") ?? memory };
        var requests = new Dictionary<string, string>(StringComparer.Ordinal) { ["cpu"] = cpu, ["memory"] = memory };
        if (storage is not null)
            limits["ephemeral-storage"] = requests["ephemeral-storage"] = storage;
        return new PodSettings
        {
            Kubeconfig = reader.Path("kubeconfig"),
            Context = reader.Optional("context"),
            Namespace = Name(reader, "namespace") ?? Missing(reader),
            Image = reader.Text("image", "the image that machines are made from; it holds slipway-runner, bash and git"),
            PullPolicy = reader.Choice("pull", "IfNotPresent", "IfNotPresent", "Always", "Never"),
            PullSecrets = reader.List("pull-secrets"),
            NodeSelector = reader.Pairs("node-selector"),
            Tolerations = [.. reader.List("tolerations").Select(text => Toleration(reader, text)).OfType<V1Toleration>()],
            Requests = requests,
            Limits = limits,
            VolumeSize = storage,
            PriorityClass = Name(reader, "priority-class"),
            RuntimeClass = Name(reader, "runtime-class"),
            ServiceAccount = Name(reader, "service-account"),
            User = reader.Number("user", 1, uint.MaxValue - 1, 1000),
            Environment = reader.Pairs("environment"),
            StartWithin = TimeSpan.FromSeconds(reader.Number("start-within-seconds", 5, 7200, 600)),
        };
    }

    static string? Name(SettingsReader reader, string setting)
    {
        var text = reader.Optional(setting);
        if (text is not null && !NamePattern().IsMatch(text))
            reader.Fault(setting, $"'{text}' must be a name of Kubernetes: lower-case letters, digits, '-' and '.'");
        return text;
    }

    static string Missing(SettingsReader reader)
    {
        reader.Fault("namespace", "is missing: the namespace that pods are made in; one of their own is best");
        return "";
    }

    static string? Quantity(SettingsReader reader, string setting)
    {
        if (reader.Optional(setting) is not { } text || QuantityPattern().IsMatch(text))
            return reader.Optional(setting);
        reader.Fault(setting, $"'{text}' must be a quantity of Kubernetes: 500m, 2, 4Gi");
        return null;
    }

    static V1Toleration? Toleration(SettingsReader reader, string text)
    {
        var match = TolerationPattern().Match(text);
        if (match.Success)
        {
            var value = match.Groups["value"];
            return new V1Toleration { Key = match.Groups["key"].Value, OperatorProperty = value.Success ? "Equal" : "Exists", Value = value.Success ? value.Value : null, Effect = match.Groups["effect"].Value };
        }

        reader.Fault("tolerations", $"'{text}' must be KEY=VALUE:EFFECT or KEY:EFFECT, with NoSchedule, PreferNoSchedule or NoExecute");
        return null;
    }

    [GeneratedRegex("^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^[0-9]{1,15}(\.[0-9]{1,9})?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex QuantityPattern();

    [GeneratedRegex("^(?<key>[A-Za-z0-9._/-]{1,253})(=(?<value>[A-Za-z0-9._-]{0,63}))?:(?<effect>NoSchedule|PreferNoSchedule|NoExecute)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TolerationPattern();
}
