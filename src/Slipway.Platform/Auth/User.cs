namespace Slipway.Platform.Auth;

/// <summary>A person, or a robot with tokens of its own. An admin makes them.</summary>
public sealed class User
{
    public long Id { get; init; }

    /// <summary>As in addresses; see <see cref="PathPart"/>.</summary>
    public required string Name { get; init; }

    public required string DisplayName { get; init; }

    public required string Email { get; init; }

    /// <summary>May everything, as far as the token's scope goes.</summary>
    public required bool Admin { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
