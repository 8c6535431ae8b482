using System.Security.Cryptography;
using System.Text;

namespace Slipway.PackageServer.TrustedPublishing;

/// <summary>An ID token that was traded; kept until it has ended by itself, so that it is traded once.</summary>
sealed class UsedIdToken
{
    /// <summary>SHA-256 of issuer and <c>jti</c>, lower-case hex.</summary>
    public required string Digest { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public static string DigestOf(string issuer, string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{issuer}\n{id}")));
}
