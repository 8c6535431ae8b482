using System.Net;

namespace Slipway.KnownHosts.Scanning;

/// <summary>What a scan may take.</summary>
public sealed record ProbeLimits
{
    public static ProbeLimits Default { get; } = new();

    /// <summary>For one handshake, from the look-up of the name to the proof.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Handshakes at once, over all hosts.</summary>
    public int Connections { get; init; } = 128;

    /// <summary>Which addresses may be gone to; null: all. A server says which, since it looks where a project's files point.</summary>
    public Func<IPAddress, bool>? MayConnect { get; init; }

    /// <summary>How often a handshake is tried that ended before its end: sshd drops some of many at random (MaxStartups).</summary>
    public int Attempts { get; init; } = 3;

    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(300);
}
