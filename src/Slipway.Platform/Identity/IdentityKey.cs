using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Slipway.Platform.Identity;

/// <summary>An opened key of the issuer.</summary>
/// <param name="Secret">The whole key; signs.</param>
/// <param name="Public">What the key set publishes; verifies.</param>
sealed record IdentityKey(long RowId, string Algorithm, SecurityKey Secret, PublishedKey Public, DateTimeOffset SignsFrom, DateTimeOffset? PublishedUntil)
{
    const int RsaBits = 2048;

    public string KeyId => Public.Kid;

    /// <summary>A new secret in PKCS #8.</summary>
    public static byte[] Generate(string algorithm)
    {
        using AsymmetricAlgorithm key = algorithm == SecurityAlgorithms.EcdsaSha256 ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : RSA.Create(RsaBits);
        return key.ExportPkcs8PrivateKey();
    }

    public static (SecurityKey Secret, PublishedKey Public) Open(string algorithm, byte[] pkcs8) =>
        algorithm == SecurityAlgorithms.EcdsaSha256 ? OpenEcdsa(pkcs8) : OpenRsa(pkcs8);

    static (SecurityKey, PublishedKey) OpenRsa(byte[] pkcs8)
    {
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(pkcs8, out _);
        var parameters = rsa.ExportParameters(includePrivateParameters: true);
        var (n, e) = (Base64UrlEncoder.Encode(parameters.Modulus), Base64UrlEncoder.Encode(parameters.Exponent));
        var kid = Base64UrlEncoder.Encode(new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)).ComputeJwkThumbprint());
        return (new RsaSecurityKey(parameters) { KeyId = kid }, new PublishedKey("RSA", "sig", SecurityAlgorithms.RsaSha256, kid, N: n, E: e));
    }

    static (SecurityKey, PublishedKey) OpenEcdsa(byte[] pkcs8)
    {
        // Lives as long as the process: the security key signs with it.
        var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(pkcs8, out _);
        var point = ecdsa.ExportParameters(includePrivateParameters: false).Q;
        var key = new ECDsaSecurityKey(ecdsa);
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        return (key, new PublishedKey(
            "EC", "sig", SecurityAlgorithms.EcdsaSha256, key.KeyId, Crv: "P-256", X: Base64UrlEncoder.Encode(point.X), Y: Base64UrlEncoder.Encode(point.Y)));
    }
}
