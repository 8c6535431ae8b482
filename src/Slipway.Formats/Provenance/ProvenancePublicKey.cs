using System.Security.Cryptography;

namespace Slipway.Formats.Provenance;

/// <summary>What checks provenance.</summary>
/// <param name="spki">SubjectPublicKeyInfo, DER.</param>
public sealed class ProvenancePublicKey(byte[] spki)
{
    const int MaxPem = 64 * 1024;

    /// <summary>SHA-256 of the SubjectPublicKeyInfo, lower-case hex.</summary>
    public string KeyId { get; } = Convert.ToHexStringLower(SHA256.HashData(spki));

    /// <summary><c>-----BEGIN PUBLIC KEY-----</c></summary>
    public string ToPem() => PemEncoding.WriteString("PUBLIC KEY", spki) + "\n";

    /// <summary>Every key in a PEM file; other text around them is passed over.</summary>
    /// <exception cref="MalformedInputException">There is none, or one of another kind.</exception>
    public static IReadOnlyList<ProvenancePublicKey> ParsePem(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxPem)
            throw new MalformedInputException("provenance.too-large", "The file of public keys has more than 64 KiB.");
        var keys = new List<ProvenancePublicKey>();
        while (PemEncoding.TryFind(text, out var fields))
        {
            if (text[fields.Label] is "PUBLIC KEY")
                keys.Add(Read(Convert.FromBase64String(text[fields.Base64Data].ToString())));
            text = text[fields.Location.End..];
        }

        return keys.Count > 0 ? keys : throw new MalformedInputException("provenance.key", "There is no PEM block \"PUBLIC KEY\".");
    }

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(spki, out _);
        return key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    static ProvenancePublicKey Read(byte[] der)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(der, out var length);
            if (length == der.Length && key.KeySize == 256)
                return new ProvenancePublicKey(der);
        }
        catch (Exception other) when (other is CryptographicException or PlatformNotSupportedException)
        {
            // Another curve is not supported, or is no curve; said below
        }

        throw new MalformedInputException("provenance.key", "A key of provenance is ECDSA over P-256; this is another kind.");
    }
}
