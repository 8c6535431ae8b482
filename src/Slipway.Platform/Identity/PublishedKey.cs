using System.Text.Json.Serialization;

namespace Slipway.Platform.Identity;

/// <summary>A key of the key set, as RFC 7517 and 7518 write it; numbers and points in base64url.</summary>
sealed record PublishedKey(
    string Kty, string Use, string Alg, string Kid, string? N = null, string? E = null, string? Crv = null, string? X = null, string? Y = null);

sealed record PublishedKeySet(IReadOnlyList<PublishedKey> Keys);

/// <summary>OpenID Connect Discovery 1.0, section 3; what an issuer without logins has of it.</summary>
sealed record DiscoveryDocument(
    string Issuer,
    string JwksUri,
    IReadOnlyList<string> ResponseTypesSupported,
    IReadOnlyList<string> SubjectTypesSupported,
    IReadOnlyList<string> IdTokenSigningAlgValuesSupported,
    IReadOnlyList<string> ScopesSupported,
    IReadOnlyList<string> ClaimsSupported);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PublishedKeySet))]
[JsonSerializable(typeof(DiscoveryDocument))]
sealed partial class IdentityJson : JsonSerializerContext;
