namespace Slipway.KnownHosts.Scanning;

/// <summary>The kinds of host keys that are asked for, one handshake for each.</summary>
public static class KeyAlgorithms
{
    /// <summary>Each kind and the signatures that prove it, best first. One key type of known_hosts is one kind.</summary>
    static readonly (string Kind, string[] Signatures)[] s_kinds =
    [
        ("ssh-ed25519", ["ssh-ed25519"]),
        ("ecdsa-sha2-nistp256", ["ecdsa-sha2-nistp256"]),
        ("ecdsa-sha2-nistp384", ["ecdsa-sha2-nistp384"]),
        ("ecdsa-sha2-nistp521", ["ecdsa-sha2-nistp521"]),
        ("ssh-rsa", ["rsa-sha2-512", "rsa-sha2-256"]),
        ("ssh-ed25519-cert-v01@openssh.com", ["ssh-ed25519-cert-v01@openssh.com"]),
        ("ecdsa-sha2-nistp256-cert-v01@openssh.com", ["ecdsa-sha2-nistp256-cert-v01@openssh.com"]),
        ("ecdsa-sha2-nistp384-cert-v01@openssh.com", ["ecdsa-sha2-nistp384-cert-v01@openssh.com"]),
        ("ecdsa-sha2-nistp521-cert-v01@openssh.com", ["ecdsa-sha2-nistp521-cert-v01@openssh.com"]),
        ("ssh-rsa-cert-v01@openssh.com", ["rsa-sha2-512-cert-v01@openssh.com", "rsa-sha2-256-cert-v01@openssh.com"]),
    ];

    /// <summary>All kinds, plain ones first, in the order in which they are written to a file.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. s_kinds.Select(one => one.Kind)];

    public static IReadOnlyList<string> PlainKinds { get; } = [.. Kinds.Where(kind => !IsCertificate(kind))];

    public static bool IsCertificate(string kind) => kind.EndsWith("-cert-v01@openssh.com", StringComparison.Ordinal);

    /// <summary>The kinds that people mean by <c>ed25519</c>, <c>ecdsa</c> or <c>rsa</c>, as for <c>ssh-keyscan -t</c>; empty for what is none.</summary>
    public static IReadOnlyList<string> Named(string name) => name switch
    {
        "ed25519" => ["ssh-ed25519"],
        "ecdsa" => [.. Kinds.Where(kind => kind.StartsWith("ecdsa-", StringComparison.Ordinal) && !IsCertificate(kind))],
        "rsa" => ["ssh-rsa"],
        "cert" => [.. Kinds.Where(IsCertificate)],
        _ => [.. Kinds.Where(kind => kind == name)],
    };

    internal static string[] Signatures(string kind) => Array.Find(s_kinds, one => one.Kind == kind).Signatures;

    /// <summary>The signature's own name for an algorithm that was agreed on: a certificate's key signs as without one.</summary>
    internal static string SignatureName(string algorithm) => IsCertificate(algorithm) ? algorithm[..^"-cert-v01@openssh.com".Length] : algorithm;

    /// <summary>What a server that agreed on an algorithm must show.</summary>
    internal static string KindOf(string algorithm) => Array.Find(s_kinds, one => one.Signatures.Contains(algorithm)).Kind;
}
