namespace Slipway.Platform.Machines;

/// <summary>The labels (or tags, or metadata) that every object of a provider carries. A place that allows no dots writes dashes for them.</summary>
public static class MachineLabels
{
    /// <summary>Whose it is: an <see cref="InstanceId"/>.</summary>
    public const string Instance = "slipway.instance";

    /// <summary>Which machine it is, or belongs to.</summary>
    public const string Machine = "slipway.machine";

    public const string Pool = "slipway.pool";

    /// <summary>The three, for one machine.</summary>
    public static IReadOnlyDictionary<string, string> Of(InstanceId instance, MachineOrder order) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Instance] = instance.Value,
        [Machine] = order.MachineId,
        [Pool] = order.Pool,
    };
}

/// <summary>An instance's name in labels: its uuid, which stays the same for its whole life.</summary>
public readonly record struct InstanceId(string Value)
{
    public override string ToString() => Value;
}
