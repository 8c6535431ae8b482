namespace Slipway.Contracts.PackageServer;

/// <summary>POST /api/v2/repositories/{owner}/{name}/publishers: jobs that may push without a stored secret.</summary>
/// <param name="Project"><c>GROUP/PROJECT</c> at the issuer.</param>
/// <param name="Ref">A branch (<c>main</c>, <c>release/*</c>), or a whole ref (<c>refs/tags/v*</c>).</param>
/// <param name="Issuer">Null: the server itself. Else an issuer that it trusts: <c>https://gitlab.com</c>.</param>
/// <param name="Unprotected">True: refs that the issuer does not protect as well.</param>
/// <param name="Environment">Only jobs of this environment; null: all.</param>
public sealed record CreatePublisher(string Project, string Ref, string? Issuer = null, bool Unprotected = false, string? Environment = null);

/// <param name="Ref">Whole, with <c>*</c> for any characters.</param>
public sealed record PublisherInfo(
    long Id, string Issuer, string Project, string Ref, bool Unprotected, string? Environment, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? LastUsedAt);

/// <summary>POST /api/v2/oidc/token. The ID token's audience is the server's URL.</summary>
/// <param name="Repository"><c>owner/name</c></param>
/// <param name="Token">The ID token.</param>
public sealed record TradeToken(string Repository, string Token);

/// <param name="Token">Pushes into this repository, until it expires.</param>
public sealed record TradedToken(string Token, string Repository, DateTimeOffset ExpiresAt);
