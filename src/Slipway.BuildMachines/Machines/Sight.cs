using Slipway.Platform.Machines;

namespace Slipway.BuildMachines.Machines;

/// <summary>What a provider's list says of one machine.</summary>
/// <param name="At">When the list was asked for; null where there is none to go by.</param>
/// <param name="Machine">Null where the list lacks it.</param>
readonly record struct Sight(DateTimeOffset? At, SeenMachine? Machine)
{
    public static Sight None => default;

    public bool IsEnded => Machine?.State is SeenState.Ended or SeenState.Removing;

    /// <summary>Missing from a list that is late enough to know it.</summary>
    public bool IsMissing(DateTimeOffset? asked, TimeSpan lag) => At is { } at && Machine is null && asked is { } since && at - since > lag;
}
