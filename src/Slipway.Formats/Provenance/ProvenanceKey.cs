using System.Security.Cryptography;

namespace Slipway.Formats.Provenance;

/// <summary>A key that signs provenance: ECDSA over P-256 with SHA-256, as cosign's and in-toto's users have them.</summary>
public sealed class ProvenanceKey : IDisposable
{
    readonly ECDsa _key;

    ProvenanceKey(ECDsa key) => (_key, Public) = (key, new ProvenancePublicKey(key.ExportSubjectPublicKeyInfo()));

    public ProvenancePublicKey Public { get; }

    public string KeyId => Public.KeyId;

    public static ProvenanceKey Generate() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <param name="pkcs8">As <see cref="Export"/> gave it.</param>
    public static ProvenanceKey Import(ReadOnlySpan<byte> pkcs8)
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        return new ProvenanceKey(key);
    }

    /// <summary>The secret, PKCS #8.</summary>
    public byte[] Export() => _key.ExportPkcs8PrivateKey();

    /// <summary>A signature in DER (RFC 3279, 2.2.3), as openssl makes and checks them.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) => _key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    public void Dispose() => _key.Dispose();
}
