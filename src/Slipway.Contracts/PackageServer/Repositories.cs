namespace Slipway.Contracts.PackageServer;

/// <summary>POST /api/v2/repositories. Owner and name: lower case letters, digits, dot, dash, underscore; 1 to 64 characters.</summary>
public sealed record CreateRepository(string Owner, string Name, bool Private = false, string? SigningKey = null);

/// <summary>A repository: one set of packages under <c>/{owner}/{name}/</c>, for any number of distributions.</summary>
/// <param name="SigningKey">Fingerprint of the key that signs its metadata, upper-case hex.</param>
public sealed record RepositoryInfo(
    string Owner,
    string Name,
    bool Private,
    string Url,
    string SigningKey,
    DateTimeOffset CreatedAt,
    long Packages,
    IReadOnlyList<string> Distributions,
    DateTimeOffset? LastPushAt = null);

/// <summary>A distribution that packages can be pushed for: <c>ubuntu/noble</c>, <c>el/9</c>.</summary>
/// <param name="Id">Packagecloud's distro_version id; ours from 1000 up.</param>
/// <param name="Format"><c>deb</c>, <c>rpm</c> or <c>any</c>.</param>
public sealed record DistributionInfo(int Id, string Name, string DisplayName, string Format);
