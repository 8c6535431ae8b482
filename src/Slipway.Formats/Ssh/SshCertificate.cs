namespace Slipway.Formats.Ssh;

/// <summary>What a certificate authority says of a key (OpenSSH's PROTOCOL.certkeys).</summary>
public sealed class SshCertificate
{
    const uint HostType = 2;
    const int MostPrincipals = 1000;

    SshCertificate(SshHostKey authority, bool isSigned) => (Authority, IsSigned) = (authority, isSigned);

    /// <summary>For a server; else for a user.</summary>
    public required bool IsHost { get; init; }

    public required ulong Serial { get; init; }

    public required string KeyId { get; init; }

    /// <summary>The names that it is for; none: for all.</summary>
    public required IReadOnlyList<string> Principals { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public required ulong ValidAfter { get; init; }

    /// <summary>Seconds since 1970; all bits set: for ever.</summary>
    public required ulong ValidBefore { get; init; }

    /// <summary>Critical options; a reader that does not know one must refuse the certificate.</summary>
    public required bool HasCriticalOptions { get; init; }

    /// <summary>The key without the certificate.</summary>
    public required SshHostKey Key { get; init; }

    public SshHostKey Authority { get; }

    /// <summary>Whether the authority's signature over it is right.</summary>
    public bool IsSigned { get; }

    /// <summary>Why it does not speak for this host at this moment, or null.</summary>
    public string? WhyNot(string host, DateTimeOffset at)
    {
        var now = (ulong)Math.Max(0, at.ToUnixTimeSeconds());
        return !IsSigned ? "its signature is wrong"
            : !IsHost ? "it is for a user, not for a host"
            : HasCriticalOptions ? "it has critical options that are not known"
            : now < ValidAfter ? "it is not valid yet"
            : now >= ValidBefore ? "it has expired"
            : Principals.Count > 0 && !Principals.Contains(host, StringComparer.OrdinalIgnoreCase) ? $"it is for {string.Join(", ", Principals.Take(5))} only"
            : null;
    }

    internal static SshCertificate Read(string plainType, SshKeyNumbers numbers, int nonceLength, ReadOnlySpan<byte> blob, ref SshReader reader)
    {
        _ = nonceLength is > 0 and <= 1024 ? 0 : throw new MalformedInputException("ssh.bad-certificate", "The certificate's nonce is none.");
        var (serial, kind, id) = (reader.UInt64(), reader.UInt32(), reader.Name());
        var list = reader.String();
        var (after, before) = (reader.UInt64(), reader.UInt64());
        var critical = reader.String();
        _ = reader.String(); // extensions
        _ = reader.String(); // reserved
        var authority = SshHostKey.Parse(reader.String(), certificates: false); // which is never certified itself

        var signed = blob[..^reader.Rest.Length];
        var signature = reader.String();
        reader.End();
        var algorithm = new SshReader(signature).Name();
        return new SshCertificate(authority, authority.Verify(algorithm, signed, signature))
        {
            IsHost = kind == HostType, Serial = serial, KeyId = id, Principals = Names(list), ValidAfter = after, ValidBefore = before, HasCriticalOptions = !critical.IsEmpty,
            Key = SshHostKey.Parse(Plain(plainType, numbers)),
        };
    }

    static List<string> Names(ReadOnlySpan<byte> list)
    {
        var reader = new SshReader(list);
        var names = new List<string>();
        while (!reader.IsAtEnd)
        {
            names.Add(reader.Name());
            if (names.Count > MostPrincipals)
            {
                throw new MalformedInputException("ssh.bad-certificate", $"A certificate has at most {MostPrincipals} principals.");
            }
        }

        return names;
    }

    static byte[] Plain(string type, SshKeyNumbers numbers) => numbers switch
    {
        SshKeyNumbers.Ed25519 ed => new SshWriter().Text(type).String(ed.Point).ToArray(),
        SshKeyNumbers.Ecdsa ec => new SshWriter().Text(type).Text(ec.Curve).String(ec.Point).ToArray(),
        SshKeyNumbers.Rsa rsa => new SshWriter().Text(type).Number(rsa.Exponent).Number(rsa.Modulus).ToArray(),
        _ => throw new InvalidOperationException("a key of no kind"),
    };
}
