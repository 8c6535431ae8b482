using Slipway.PackageServer.Repositories;

namespace Slipway.PackageServer.Packagecloud.Objects;

/// <summary>A repository. The gem finds every other address of it in <see cref="Paths"/>.</summary>
sealed record RepositoryObject(
    string Name,
    string Fqname,
    string Url,
    string CreatedAt,
    string LastPushHuman,
    string PackageCountHuman,
    bool Private,
    long? TotalInstallsCount,
    RepositoryPaths Paths,
    RepositoryUrls Urls)
{
    /// <param name="newest">When the last push was, if there was one.</param>
    /// <param name="masterToken">For the address of the install script, or null to leave it out.</param>
    public static RepositoryObject Of(RepositoryState repository, string server, long packages, DateTimeOffset? newest, string? masterToken, DateTimeOffset now) => new(
        repository.Name,
        repository.FullName,
        $"{server}/{repository.FullName}",
        Instant.Of(repository.CreatedAt),
        newest is { } at ? Instant.Ago(now - at) : "No pushes yet",
        packages == 1 ? "1 package" : $"{packages} packages",
        repository.Private,
        null,
        RepositoryPaths.Of($"/api/v1/repos/{repository.FullName}"),
        RepositoryUrls.Of(repository, server, masterToken));
}

sealed record RepositoryPaths(string Self, string CreatePackage, string PackageContents, string GpgKeys, string MasterTokens, string CreateMasterToken)
{
    // Clients put more segments behind "self".
    public static RepositoryPaths Of(string self) => new(
        self, $"{self}/packages.json", $"{self}/packages/contents.json", $"{self}/gpg_keys.json", $"{self}/master_tokens", $"{self}/master_tokens");
}

/// <param name="InstallScript">With a literal <c>:package_type</c> in it.</param>
sealed record RepositoryUrls(string InstallScript)
{
    public static RepositoryUrls Of(RepositoryState repository, string server, string? masterToken)
    {
        var host = masterToken is null ? server : server.Replace("://", $"://{masterToken}:@", StringComparison.Ordinal);
        return new RepositoryUrls($"{host}/install/repositories/{repository.FullName}/script.:package_type.sh");
    }
}

sealed record CreatedRepository(string Url);
