using System.Net;
using Slipway.Formats.Ssh;

namespace Slipway.KnownHosts.Scanning;

/// <summary>What was seen of one host from one vantage point at one address.</summary>
/// <param name="Keys">The keys that it proved to have.</param>
/// <param name="Faults">What failed, for each kind of key that was asked for; none: all is known.</param>
/// <param name="Offered">The algorithms that it says it has, as signed with one of <paramref name="Keys"/>.</param>
public sealed record HostSighting(
    HostAddress Host, string Vantage, string? Version, IReadOnlyList<string> Offered, IReadOnlyList<SshHostKey> Keys, IReadOnlyList<SightingFault> Faults)
{
    /// <summary>Each kind that was asked for was either proven, or is not there by the server's signed word.</summary>
    public bool IsComplete => Faults.Count == 0 && Keys.Count > 0;

    /// <summary>Where it was looked at; null where the vantage point's other end looked the name up.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Other addresses of it at which nobody answered, and why.</summary>
    public IReadOnlyList<string> Unreached { get; init; } = [];

    /// <summary>For people: the vantage point, and the address where the name does not say it.</summary>
    public string Place => Address is null || IPAddress.TryParse(Host.Name, out _) ? Vantage : $"{Vantage} at {Address}";
}

/// <param name="Kind">Null: nothing was learned at all.</param>
public sealed record SightingFault(string? Kind, ProbeFault Fault, string Text);
