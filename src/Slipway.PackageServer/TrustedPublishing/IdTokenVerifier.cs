using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Slipway.Platform;
using Slipway.Platform.Identity;
using Slipway.Platform.Problems;

namespace Slipway.PackageServer.TrustedPublishing;

/// <summary>Checks an ID token: of a trusted issuer, signed by one of its keys, for this server, and now.</summary>
sealed class IdTokenVerifier(TrustedIssuers issuers, IdentityKeys own, IssuerKeys others, PublicAddress address, TimeProvider time)
{
    const int MaxBytes = 16 * 1024;
    const int LongestId = 255;
    static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256];
    static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    readonly JsonWebTokenHandler handler = new() { MaximumTokenSizeInBytes = MaxBytes };

    /// <summary>What a token must have as its one <c>aud</c>.</summary>
    public string Audience => address.Default;

    public async Task<IdTokenOutcome> VerifyAsync(string text, CancellationToken ct)
    {
        if (Parse(text) is not { } token)
        {
            return Refused("id-token.malformed", "This is no JSON Web Token of at most 16 KiB.");
        }

        if (!Algorithms.Contains(token.Alg, StringComparer.Ordinal))
        {
            return Refused("id-token.algorithm", $"The ID token is signed by '{Short(token.Alg)}'; only RS256 and ES256 are accepted.");
        }

        if (!issuers.Contains(token.Issuer))
        {
            return Refused("id-token.issuer-unknown", $"This server does not trust the issuer '{Short(token.Issuer)}'. Who runs it can add it to TrustedPublishing:Issuers.");
        }

        var keys = token.Issuer == issuers.Own ? [.. own.Verifying] : await others.FindAsync(token.Issuer, token.Kid, ct);
        if (keys is null)
        {
            return new IdTokenOutcome.Refused(ProblemCode.IssuerUnreachable, null, $"The keys of {token.Issuer} can't be had just now. Try again in a minute.");
        }

        var signature = await handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = Algorithms,
            ValidIssuer = token.Issuer,
            IssuerSigningKeys = keys.Where(key => key.KeyId == token.Kid),
            RequireSignedTokens = true,
            ValidateAudience = false, // below: with words of our own, and with our clock
            ValidateLifetime = false,
        });
        return signature.IsValid ? Judge(token) : Refused("id-token.signature", $"No key of {token.Issuer} signed this ID token.");
    }

    IdTokenOutcome Judge(JsonWebToken token)
    {
        if (token.Audiences.ToList() is not [var audience] || audience != Audience)
        {
            return Refused("id-token.audience", $"The ID token is for '{Short(string.Join(", ", token.Audiences))}'. Ask for one whose audience is {Audience} and nothing else.");
        }

        var now = time.GetUtcNow();
        if (Instant(token, "exp") is not { } expires || Instant(token, "iat") is not { } issued)
        {
            return Refused("id-token.malformed", "The ID token does not say when it was issued and when it ends.");
        }

        if (expires + Skew <= now)
        {
            return Refused("id-token.expired", $"The ID token ended at {expires:u}; it is {now:u} here.");
        }

        if (issued - Skew > now || (Instant(token, "nbf") is { } notBefore && notBefore - Skew > now))
        {
            return Refused("id-token.not-yet", $"The ID token begins in the future: it is {now:u} here. Set the clocks right.");
        }

        return token.Id is not { Length: > 0 and <= LongestId } || JobClaimsReader.Read(token, issued, expires) is not { } job
            ? Refused("id-token.malformed", "The ID token has no jti, or does not say which project and ref its job is of.")
            : new IdTokenOutcome.Verified(job);
    }

    JsonWebToken? Parse(string text)
    {
        try
        {
            return text.Length <= MaxBytes && handler.CanReadToken(text) ? handler.ReadJsonWebToken(text) : null;
        }
        catch (Exception malformed) when (malformed is ArgumentException or SecurityTokenException or System.Text.Json.JsonException or FormatException)
        {
            return null;
        }
    }

    static DateTimeOffset? Instant(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue<long>(claim, out var seconds) && seconds is > 0 and < 253_402_300_000 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    static string Short(string? text) => new([.. (text ?? "").Where(c => !char.IsControl(c)).Take(200)]);

    static IdTokenOutcome.Refused Refused(string code, string detail) => new(ProblemCode.IdTokenInvalid, code, detail);
}

abstract record IdTokenOutcome
{
    public sealed record Verified(JobOrigin Job) : IdTokenOutcome;

    public sealed record Refused(ProblemCode Problem, string? Code, string Detail) : IdTokenOutcome;
}
