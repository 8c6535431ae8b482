namespace Slipway.PackageServer.Packagecloud.Objects;

/// <summary>All versions of a package for one distribution and architecture.</summary>
sealed record PackageVersion(
    string Name, string DistroVersion, string Architecture, long VersionsCount, string VersionsUrl, string RepositoryUrl, string RepositoryHtmlUrl);
