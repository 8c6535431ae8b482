namespace Slipway.Contracts.PackageServer;

/// <summary>POST /api/v2/tokens. Scope: <c>read</c>, <c>push</c> or <c>admin</c>; repository <c>owner/name</c>, or null for all.</summary>
public sealed record CreateToken(string Name, string Scope, string? Repository = null, DateTimeOffset? ExpiresAt = null);

/// <summary>A token without its value.</summary>
/// <param name="Origin">Of a token that a job traded its ID token for: the job.</param>
public sealed record TokenInfo(
    long Id,
    string Name,
    string Scope,
    string? Repository,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    string? User = null,
    string? Project = null,
    string? Origin = null);

/// <summary>The one time that a token's value is shown.</summary>
public sealed record CreatedToken(TokenInfo Token, string Value);

/// <summary>GET /api/v2/whoami.</summary>
public sealed record WhoAmI(string Name, string Scope, string? Repository, string Server, string? User = null);
