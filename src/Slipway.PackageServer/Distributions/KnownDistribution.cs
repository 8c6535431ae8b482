namespace Slipway.PackageServer.Distributions;

/// <summary>Which packages a distribution takes.</summary>
enum DistributionFormat
{
    Deb = 0,
    Rpm = 1,
}

/// <summary>A distribution as Packagecloud names it.</summary>
/// <param name="Id">Packagecloud's distro_version id; from 1000 up, ours.</param>
/// <param name="Os"><c>ubuntu</c></param>
/// <param name="Version"><c>noble</c>; for rpm <c>9</c></param>
/// <param name="Number"><c>24.04</c>, where the version is a code name.</param>
sealed record KnownDistribution(int Id, string Os, string Version, string? Number, DistributionFormat Format)
{
    /// <summary><c>ubuntu/noble</c></summary>
    public string Name { get; } = $"{Os}/{Version}";

    public string DisplayName => Number is null ? $"{OperatingSystem.DisplayName(Os)} {Version}" : $"{OperatingSystem.DisplayName(Os)} {Number} ({Version})";
}
