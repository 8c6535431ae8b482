namespace Slipway.PackageServer.Provenance;

/// <summary>A key that signs provenance; its secret half only sealed. Old ones stay: what they signed is still to be checked.</summary>
sealed class ProvenanceKeyRow
{
    public long Id { get; init; }

    /// <summary>SHA-256 of the SubjectPublicKeyInfo, lower-case hex.</summary>
    public required string KeyId { get; init; }

    /// <summary>PKCS #8; null once it is retired.</summary>
    public byte[]? SealedSecret { get; set; }

    /// <summary>PEM.</summary>
    public required string PublicKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? RetiredAt { get; set; }
}
