namespace Slipway.Contracts.PackageServer;

/// <summary>POST /api/v2/keys: make a key on the server. Algorithm: <c>rsa4096</c> (every client) or <c>ed25519</c> (apt 1.6+, rpm 4.18+).</summary>
public sealed record CreateKey(string UserId, string Algorithm = "rsa4096");

/// <summary>POST /api/v2/keys/import: bring a key that clients already trust. Armored secret key, with its passphrase where it has one.</summary>
public sealed record ImportKey(string SecretKey, string? Passphrase = null);

/// <summary>A signing key's public side.</summary>
public sealed record KeyInfo(string Fingerprint, string UserId, string Algorithm, DateTimeOffset CreatedAt, bool Default, string PublicKey);
