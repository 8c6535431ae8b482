namespace Slipway.PackageServer.Signing;

/// <summary>A key that signs metadata; its secret half only sealed (<see cref="Slipway.Platform.Secrets.SecretBox"/>).</summary>
sealed class SigningKeyRow
{
    public long Id { get; init; }

    /// <summary>Upper-case hex.</summary>
    public required string Fingerprint { get; init; }

    public required string UserId { get; init; }

    /// <summary><c>rsa4096</c> or <c>ed25519</c></summary>
    public required string Algorithm { get; init; }

    public required byte[] SealedSecret { get; init; }

    /// <summary>Armored.</summary>
    public required string PublicKey { get; init; }

    /// <summary>For new repositories that name none.</summary>
    public required bool IsDefault { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
