using System.Numerics;
using System.Security.Cryptography;

namespace Slipway.Formats.Ssh;

/// <summary>
/// A key that a server may have, plain or with a certificate, as it is on the wire (RFC 4253, 6.6; RFC 5656, 3.1; RFC 8709; OpenSSH's
/// PROTOCOL.certkeys). Weak ones are read as well: somebody has to be told of them.
/// </summary>
public sealed class SshHostKey : IEquatable<SshHostKey>
{
    const int LargestBlob = 64 * 1024;
    const int LeastRsaBits = 1024;
    const int MostRsaBits = 16384;

    SshHostKey(string type, byte[] blob, SshKeyNumbers numbers, SshCertificate? certificate) => (Type, Blob, Numbers, Certificate) = (type, blob, numbers, certificate);

    /// <summary><c>ssh-ed25519</c>; with a certificate, <c>ssh-ed25519-cert-v01@openssh.com</c>.</summary>
    public string Type { get; }

    public byte[] Blob { get; }

    /// <summary>Null for a plain key.</summary>
    public SshCertificate? Certificate { get; }

    public string Base64 => Convert.ToBase64String(Blob);

    /// <summary><c>SHA256:</c> and 43 characters.</summary>
    public string Fingerprint => "SHA256:" + Convert.ToBase64String(SHA256.HashData(Blob)).TrimEnd('=');

    /// <summary>Why nobody should rely on it any more, or null.</summary>
    public string? Weakness => Numbers is SshKeyNumbers.Rsa rsa && Bits(rsa.Modulus) is var bits and < 2048 ? $"RSA with {bits} bits" : null;

    internal SshKeyNumbers Numbers { get; }

    /// <exception cref="MalformedInputException">It is not what its type says, or of a type that no server has.</exception>
    public static SshHostKey Parse(ReadOnlySpan<byte> blob) => Parse(blob, certificates: true);

    internal static SshHostKey Parse(ReadOnlySpan<byte> blob, bool certificates)
    {
        if (blob.Length > LargestBlob)
        {
            throw new MalformedInputException("ssh.too-large", $"A host key has at most {LargestBlob} bytes.");
        }

        var reader = new SshReader(blob);
        var type = reader.Name();
        const string certificate = "-cert-v01@openssh.com";
        if (certificates && type.EndsWith(certificate, StringComparison.Ordinal))
        {
            var nonce = reader.String();
            var certified = Read(type[..^certificate.Length], ref reader);
            return new SshHostKey(type, blob.ToArray(), certified, SshCertificate.Read(type[..^certificate.Length], certified, nonce.Length, blob, ref reader));
        }

        var numbers = Read(type, ref reader);
        reader.End();
        return new SshHostKey(type, blob.ToArray(), numbers, null);
    }

    /// <summary>From <c>ssh-ed25519 AAAA...</c>; what follows is not looked at. The text's type must be the blob's.</summary>
    /// <exception cref="MalformedInputException">It is no such key.</exception>
    public static SshHostKey Parse(string type, string base64)
    {
        var blob = new byte[(base64.Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64String(base64, blob, out var length))
        {
            throw new MalformedInputException("ssh.bad-base64", "The key is not base64: a line that was cut off or wrapped?");
        }

        var key = Parse(blob.AsSpan(0, length));
        return key.Type == type ? key : throw new MalformedInputException("ssh.type-mismatch", $"The line says {type}, and the key itself {key.Type}.");
    }

    /// <summary>Whether this key signed the data, with exactly this algorithm.</summary>
    /// <param name="algorithm">A signature's name: <c>ssh-ed25519</c>, <c>ecdsa-sha2-nistp256</c>, <c>rsa-sha2-512</c>.</param>
    /// <param name="signature">As on the wire: name, then bytes.</param>
    public bool Verify(string algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => SshSignature.Verify(Numbers, algorithm, data, signature);

    public bool Equals(SshHostKey? other) => other is not null && Blob.AsSpan().SequenceEqual(other.Blob);

    public override bool Equals(object? obj) => Equals(obj as SshHostKey);

    public override int GetHashCode() => BitConverter.ToInt32(SHA256.HashData(Blob));

    public override string ToString() => $"{Type} {Fingerprint}";

    static SshKeyNumbers Read(string type, ref SshReader reader) => type switch
    {
        "ssh-ed25519" => reader.String() is { Length: 32 } point ? new SshKeyNumbers.Ed25519(point.ToArray()) : throw Bad("An Ed25519 key has 32 bytes."),
        "ecdsa-sha2-nistp256" or "ecdsa-sha2-nistp384" or "ecdsa-sha2-nistp521" => Point(type["ecdsa-sha2-".Length..], ref reader),
        "ssh-rsa" => Rsa(ref reader),
        _ => throw new MalformedInputException("ssh.unknown-type", $"'{(type.Length > 60 ? type[..60] : type)}' is no type of key that servers have today."),
    };

    static SshKeyNumbers.Ecdsa Point(string curve, ref SshReader reader)
    {
        var coordinate = curve switch { "nistp256" => 32, "nistp384" => 48, _ => 66 };
        if (reader.Name() != curve)
        {
            throw Bad("The curve is another than the key's type says.");
        }

        var point = reader.String(); // SEC 1, 2.3.3: 4, then both coordinates
        return point.Length == 1 + (2 * coordinate) && point[0] == 4 ? new SshKeyNumbers.Ecdsa(curve, point.ToArray()) : throw Bad("The key is no point of its curve.");
    }

    static SshKeyNumbers.Rsa Rsa(ref SshReader reader)
    {
        var exponent = reader.Number();
        var modulus = reader.Number();
        return Bits(modulus) is >= LeastRsaBits and <= MostRsaBits && exponent.Length is > 0 and <= 8 && (exponent[^1] & 1) != 0
            ? new SshKeyNumbers.Rsa(exponent.ToArray(), modulus.ToArray())
            : throw new MalformedInputException("ssh.rsa-bits", $"The RSA key has {Bits(modulus)} bits, or an exponent that is none; {LeastRsaBits} to {MostRsaBits} bits are read.");
    }

    static int Bits(ReadOnlySpan<byte> number) => number.IsEmpty ? 0 : (number.Length * 8) - (BitOperations.LeadingZeroCount(number[0]) - 24);

    static MalformedInputException Bad(string what) => new("ssh.bad-key", what);
}
