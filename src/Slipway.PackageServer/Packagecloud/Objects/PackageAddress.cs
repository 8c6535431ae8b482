using Slipway.PackageServer.Pool;
using Slipway.PackageServer.Publications;

namespace Slipway.PackageServer.Packagecloud.Objects;

/// <summary>The addresses of a package in this API; the only place that makes them.</summary>
readonly record struct PackageAddress(Package Package, DistributionLine Line)
{
    public string Repository => $"/api/v1/repos/{Line.Repository}";

    string Name => $"{Repository}/package/{TypeOf(Package.Type)}/{Line.Distribution.Name}/{Uri.EscapeDataString(Package.Name)}/{Package.Architecture}";

    public string Self => Package.Release.Length > 0
        ? $"{Name}/{Uri.EscapeDataString(WithEpoch)}/{Uri.EscapeDataString(Package.Release)}.json"
        : $"{Name}/{Uri.EscapeDataString(WithEpoch)}.json";

    public string Versions => $"{Name}/versions.json";

    public string Destroy => $"{Repository}/{Line.Distribution.Name}/{Uri.EscapeDataString(Package.Filename)}";

    public string Html => $"/{Line.Repository}/packages/{Line.Distribution.Name}/{Uri.EscapeDataString(Package.Filename)}";

    string WithEpoch => Package.Epoch.Length > 0 ? $"{Package.Epoch}:{Package.Version}" : Package.Version;

    public static string TypeOf(PackageType type) => type switch { PackageType.Deb => "deb", PackageType.Dsc => "dsc", _ => "rpm" };

    /// <summary>Empty: a type that this server has no packages of.</summary>
    public static PackageType[] TypesOf(string type) => type switch
    {
        "deb" or "debs" => [PackageType.Deb],
        "dsc" or "dscs" => [PackageType.Dsc],
        "rpm" or "rpms" => [PackageType.Rpm, PackageType.Srpm],
        _ => [],
    };
}
