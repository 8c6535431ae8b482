namespace Slipway.BuildMachines.Machines;

/// <summary>A step that is to be written down, and then carried out.</summary>
/// <param name="Told">Whether it becomes a line of history.</param>
sealed record MachineStep(Machine Next, ProviderCall Call, bool Told = true)
{
    public StartResult Start { get; init; }
}

enum ProviderCall
{
    None,
    Start,
    Remove,
}
