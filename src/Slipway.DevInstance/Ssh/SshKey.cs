namespace Slipway.DevInstance.Ssh;

/// <summary>A public key that opens git over SSH: a user's, or one project's deploy key. A key is one of them only, since it is all that says who comes.</summary>
sealed class SshKey
{
    public long Id { get; init; }

    /// <summary>Whose it is; null for deploy keys.</summary>
    public long? UserId { get; init; }

    /// <summary>The project that it is for; null for users' keys.</summary>
    public long? ProjectId { get; init; }

    public required string Title { get; init; }

    /// <summary>Type and base64.</summary>
    public required string Line { get; init; }

    /// <summary><c>SHA256:...</c></summary>
    public required string Fingerprint { get; init; }

    /// <summary>For deploy keys: may push.</summary>
    public required bool Write { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; set; }
}
