namespace Slipway.Platform.Auth;

/// <summary>What a token allows; each scope includes those before it.</summary>
public enum Scope
{
    None = 0,
    Read = 1,
    Push = 2,
    Admin = 3,
}

/// <summary>API tokens are made by people; master and read tokens are Packagecloud's, for install scripts and machines.</summary>
public enum TokenKind
{
    Api = 0,
    Master = 1,
    Read = 2,

    /// <summary>Of a host whose sshd asks for keys and hands git over; it allows nothing else.</summary>
    Ssh = 3,

    /// <summary>A job traded its ID token for it; lives for minutes.</summary>
    Traded = 4,
}

/// <summary>A token's row. Its value is not here: only the SHA-256 of it.</summary>
public sealed class Token
{
    public long Id { get; init; }

    public required string Name { get; init; }

    public required TokenKind Kind { get; init; }

    public required Scope Scope { get; init; }

    /// <summary><c>owner/name</c>, or null for the whole instance.</summary>
    public string? Repository { get; init; }

    /// <summary>Whose token it is; null for those of machines.</summary>
    public long? UserId { get; set; }

    /// <summary>The project that it is limited to, or null.</summary>
    public long? ProjectId { get; init; }

    /// <summary>That project's path when the token was made, to show.</summary>
    public string? ProjectPath { get; init; }

    /// <summary>The master token that a read token was made from; revoked with it.</summary>
    public long? ParentId { get; init; }

    /// <summary>SHA-256 of the value, lower-case hex.</summary>
    public required string Hash { get; init; }

    /// <summary>For kinds whose value Packagecloud's API shows again: what the value is derived from. See <see cref="TokenValue"/>.</summary>
    public string? Seed { get; init; }

    /// <summary>Of a traded token: the job, to show.</summary>
    public string? Origin { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    public DateTimeOffset? LastUsedAt { get; set; }
}
