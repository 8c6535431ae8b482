using Slipway.PackageServer.Signing;

namespace Slipway.PackageServer.Repositories;

/// <summary>One set of packages under <c>/{owner}/{name}/</c>.</summary>
sealed class Repository
{
    public long Id { get; init; }

    public required string Owner { get; init; }

    public required string Name { get; init; }

    public required bool Private { get; init; }

    public required long SigningKeyId { get; init; }

    public SigningKeyRow? SigningKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
