namespace Slipway.Platform.Auth;

/// <summary>Who asks, as far as the token says.</summary>
/// <param name="Name">The token's name, for audit and <c>pushed by</c>.</param>
/// <param name="Repository"><c>owner/name</c> that the token is limited to, or null.</param>
public sealed record Caller(string Name, Scope Scope, string? Repository, long? TokenId)
{
    public static Caller Anonymous { get; } = new("anonymous", Scope.None, null, null);

    /// <summary>A token was sent, and it is unknown, revoked or expired.</summary>
    public static Caller Rejected { get; } = new("rejected", Scope.None, null, null);

    public bool IsKnown => TokenId is not null;

    public bool May(Scope needed, string repository) => Scope >= needed && (Repository is null || Repository == repository);

    /// <summary>For what belongs to the instance and not to a repository.</summary>
    public bool MayEverywhere(Scope needed) => Scope >= needed && Repository is null;
}
