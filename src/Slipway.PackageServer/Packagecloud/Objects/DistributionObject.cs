namespace Slipway.PackageServer.Packagecloud.Objects;

sealed record DistributionObject(string DisplayName, string IndexName, IReadOnlyList<DistributionVersion> Versions);

/// <param name="Id">What <c>package[distro_version_id]</c> takes.</param>
sealed record DistributionVersion(int Id, string DisplayName, string IndexName, string? VersionNumber);
