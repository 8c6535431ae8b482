namespace Slipway.Platform.Identity;

/// <summary>A key that signs ID tokens; its secret half only sealed (<see cref="Secrets.SecretBox"/>).</summary>
sealed class IdentityKeyRow
{
    public long Id { get; init; }

    /// <summary>The JWK's thumbprint (RFC 7638), base64url: the tokens' <c>kid</c>.</summary>
    public required string KeyId { get; init; }

    /// <summary><c>RS256</c> or <c>ES256</c></summary>
    public required string Algorithm { get; init; }

    /// <summary>PKCS #8.</summary>
    public required byte[] SealedSecret { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>It is published before it signs, so that those who keep our key set for a while know it in time.</summary>
    public required DateTimeOffset SignsFrom { get; init; }

    /// <summary>Null: no newer one is there. From then on nobody needs it to check a token.</summary>
    public DateTimeOffset? PublishedUntil { get; set; }
}
