namespace Slipway.Fuzz;

/// <summary>One parser under test.</summary>
/// <param name="Seeds">Good inputs, to start from.</param>
/// <param name="Run">Parses; may throw MalformedInputException and nothing else.</param>
public sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Seeds, Func<byte[], CancellationToken, Task> Run)
{
    /// <summary>There is no input that it refuses.</summary>
    public bool ReadsAnything { get; init; }
}
