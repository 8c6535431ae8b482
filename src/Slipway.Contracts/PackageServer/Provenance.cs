namespace Slipway.Contracts.PackageServer;

/// <summary>Where a package comes from, as its signed provenance says.</summary>
/// <param name="Url">The signed statement: a DSSE envelope.</param>
/// <param name="Source">The project's address.</param>
/// <param name="Builder">Issuer and kind of machine.</param>
/// <param name="Job">The run's address.</param>
/// <param name="KeyId">Of the key that signed; GET /api/v2/provenance/keys has it.</param>
public sealed record ProvenanceInfo(string Url, string? Source, string? Ref, string? Commit, string Builder, string? Job, string? KeyId);

/// <summary>GET /api/v2/provenance/keys.</summary>
/// <param name="KeyId">SHA-256 of the key's SubjectPublicKeyInfo, lower-case hex.</param>
/// <param name="PublicKey">PEM.</param>
/// <param name="RetiredAt">From then on it signed no more; what it signed before is good.</param>
public sealed record ProvenanceKeyInfo(string KeyId, string Algorithm, string PublicKey, DateTimeOffset CreatedAt, DateTimeOffset? RetiredAt);
