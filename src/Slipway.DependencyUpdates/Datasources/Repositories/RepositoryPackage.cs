using Slipway.DependencyUpdates.Datasources.Registries;

namespace Slipway.DependencyUpdates.Datasources.Repositories;

/// <summary>A package as a repository's index lists it.</summary>
/// <param name="Path">Below the repository's base; null for sources, which are several files.</param>
sealed record RepositoryPackage(string Name, string Version, string? Path, string? Sha256, DateTimeOffset? Built)
{
    public Release As(string address) => new(Version)
    {
        Date = Built,
        Download = Path is not null && Uri.TryCreate($"{address}/{Path}", UriKind.Absolute, out var file) ? file : null,
        Checksum = Integrity.Hex("sha256", Sha256, $"{address}, its index"),
    };
}
