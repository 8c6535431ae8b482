namespace Slipway.PackageServer.Signing;

/// <summary>The public half of a key that a team signs packages with: kept for their users to download, never used here.</summary>
sealed class PackageKeyRow
{
    public long Id { get; init; }

    public required long RepositoryId { get; init; }

    /// <summary>Upper-case hex.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Armored.</summary>
    public required string PublicKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
