using Slipway.Formats.Ssh;

namespace Slipway.KnownHosts.Trust;

/// <summary>What is known of one host now, and what follows.</summary>
/// <param name="Changes">What may be done to the file by the rule.</param>
/// <param name="Alarms">What somebody has to look at: it is not as it should be.</param>
/// <param name="Notes">What is worth knowing.</param>
public sealed record HostReport(
    HostAddress Host, HostVerdict Verdict, IReadOnlyList<KeyReport> Keys, IReadOnlyList<KeyChange> Changes, IReadOnlyList<string> Alarms, IReadOnlyList<string> Notes);

public enum HostVerdict
{
    /// <summary>The file says what is.</summary>
    Right,

    /// <summary>There are changes, and the evidence for them.</summary>
    Changed,

    /// <summary>Not enough was seen: nothing changes.</summary>
    Unseen,

    /// <summary>It shows a key that the file has not, and there is not evidence enough for it.</summary>
    Unproven,

    /// <summary>There is an alarm.</summary>
    Alarm,
}

/// <param name="Missing">What it lacks to be trusted; null: nothing.</param>
public sealed record KeyReport(SshHostKey Key, KeyState State, IReadOnlyList<Evidence> Evidence, string? Missing);

/// <param name="Why">For people.</param>
public sealed record KeyChange(KeyChangeKind Kind, SshHostKey Key, string Why);

public enum KeyChangeKind
{
    Trust,
    Retire,
    Remove,
    Revoke,
}
