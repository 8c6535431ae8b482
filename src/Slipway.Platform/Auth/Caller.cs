namespace Slipway.Platform.Auth;

/// <summary>Who asks, as far as the token says.</summary>
/// <param name="Name">The token's name, for audit and <c>pushed by</c>.</param>
/// <param name="Repository"><c>owner/name</c> that the token is limited to, or null.</param>
public sealed record Caller(string Name, Scope Scope, string? Repository, long? TokenId)
{
    public static Caller Anonymous { get; } = new("anonymous", Scope.None, null, null);

    /// <summary>A token was sent, and it is unknown, revoked or expired.</summary>
    public static Caller Rejected { get; } = new("rejected", Scope.None, null, null);

    /// <summary>Whose token it is; null for tokens of machines, and those from before there were users.</summary>
    public User? User { get; init; }

    /// <summary>The project that the token is limited to, or null.</summary>
    public long? ProjectId { get; init; }

    /// <summary>What kind of token was sent.</summary>
    public TokenKind Kind { get; init; }

    public bool IsKnown => TokenId is not null;

    /// <summary>Limited to neither a repository nor a project.</summary>
    public bool IsUnlimited => IsKnown && Repository is null && ProjectId is null;

    /// <summary>The user's name, or the token's where it has no user.</summary>
    public string By => User?.Name ?? Name;

    public bool May(Scope needed, string repository) => Scope >= needed && (Repository == repository || IsInstanceWide);

    /// <summary>For what belongs to the instance and not to a repository.</summary>
    public bool MayEverywhere(Scope needed) => Scope >= needed && IsInstanceWide;

    // The scope of a user who is no admin is about what is theirs, not about the instance.
    bool IsInstanceWide => IsUnlimited && User is not { Admin: false };
}
