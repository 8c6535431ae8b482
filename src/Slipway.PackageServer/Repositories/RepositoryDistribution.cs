namespace Slipway.PackageServer.Repositories;

/// <summary>A distribution that a repository has packages for: one line of publications.</summary>
sealed class RepositoryDistribution
{
    public long Id { get; init; }

    public required long RepositoryId { get; init; }

    /// <summary><c>ubuntu/noble</c></summary>
    public required string Name { get; init; }

    /// <summary>The current publication; a writer that finds another number here has lost a race and starts over.</summary>
    public long Generation { get; set; }
}
