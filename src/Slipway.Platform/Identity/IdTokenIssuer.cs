using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Slipway.Platform.Identity;

/// <summary>
/// This server as an OpenID Connect issuer: it says in a signed token who a job is, to whoever trusts this server. Others check it with
/// the keys that <c>/.well-known/openid-configuration</c> leads to.
/// </summary>
public sealed class IdTokenIssuer(IdentityKeys keys, PublicAddress address, TimeProvider time)
{
    readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>The tokens' <c>iss</c>: the server's public address, without a slash at the end.</summary>
    public string Issuer => address.Default;

    /// <param name="audiences">For whom it is: one or more, mostly addresses. One is written as a string, more as an array, as GitLab does.</param>
    /// <param name="subject">See <see cref="JobClaims.Subject"/>.</param>
    /// <param name="lifetime">From now on, at most <see cref="IdentityKeys.LongestLifetime"/>.</param>
    /// <param name="claims">What else it says, see <see cref="JobClaims.ToClaims"/>. The registered ones (iss, sub, aud, exp, nbf, iat, jti) are set here.</param>
    /// <returns>A JWT, compact: three parts in base64url with dots between.</returns>
    public string Issue(IReadOnlyList<string> audiences, string subject, TimeSpan lifetime, IReadOnlyDictionary<string, object> claims)
    {
        ArgumentOutOfRangeException.ThrowIfZero(audiences.Count, nameof(audiences));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lifetime, IdentityKeys.LongestLifetime);
        var (now, key) = (time.GetUtcNow(), keys.Signing);
        var all = new Dictionary<string, object>(claims, StringComparer.Ordinal)
        {
            [JwtRegisteredClaimNames.Sub] = subject,
            [JwtRegisteredClaimNames.Jti] = RandomNumberGenerator.GetHexString(32, lowercase: true),
            [JwtRegisteredClaimNames.Aud] = audiences.Count == 1 ? audiences[0] : audiences,
        };
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Claims = all,
            IssuedAt = now.UtcDateTime,
            NotBefore = (now - Slack).UtcDateTime,
            Expires = (now + lifetime).UtcDateTime,
            SigningCredentials = new SigningCredentials(key.Secret, key.Algorithm),
        });
    }

    // As GitLab: a verifier whose clock is a little behind takes it.
    static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);
}
