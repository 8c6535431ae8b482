namespace Slipway.Agent;

/// <summary>Why the program ends: what happened, and what to do about it.</summary>
sealed class Failure(string what, string? remedy = null) : Exception(what)
{
    public string? Remedy { get; } = remedy;

    /// <summary>2 for wrong usage, else 1.</summary>
    public int ExitCode { get; init; } = 1;
}
