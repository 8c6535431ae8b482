namespace Slipway.KnownHosts.Scanning;

/// <summary>A handshake that did not come to its end.</summary>
sealed class ProbeException(ProbeFault fault, string message) : Exception(message)
{
    public ProbeFault Fault { get; } = fault;
}

/// <summary>Why nothing is known of a host, or not all.</summary>
public enum ProbeFault
{
    /// <summary>The name is not in DNS.</summary>
    Unknown,

    /// <summary>It is in a network that must not be looked at from here.</summary>
    Refused,

    /// <summary>Nobody listens, or no way leads there.</summary>
    Unreachable,

    /// <summary>It did not answer in time.</summary>
    TimedOut,

    /// <summary>It closed the connection, or said that it ends it.</summary>
    Closed,

    /// <summary>What it sent is not SSH.</summary>
    NotSsh,

    /// <summary>We have no way of exchanging keys in common.</summary>
    NothingInCommon,

    /// <summary>It showed a key, and did not prove that it has it.</summary>
    NotProven,
}
