using Slipway.PackageServer.Distributions;
using Slipway.PackageServer.Publications.Rpm;

namespace Slipway.PackageServer.Uploads;

/// <summary>Where a package's file is found: the only place that makes these paths. Relative to <c>/{owner}/{name}/{os}/</c>.</summary>
static class PoolPath
{
    /// <summary>As Packagecloud: <c>pool/noble/main/h/hello/</c>, one pool for each distribution, so that versions may differ.</summary>
    public static string OfDebian(KnownDistribution distribution, string name) => $"pool/{distribution.Version}/main/{Prefix(name)}/{name}/";

    /// <summary><c>9/x86_64/</c>. <c>noarch</c> packages are listed by several folders, and found in each.</summary>
    public static string OfRpm(KnownDistribution distribution, string architecture) => $"{distribution.Version}/{BaseArchitecture.Of(architecture)}/";

    static string Prefix(string name) => name.StartsWith("lib", StringComparison.Ordinal) && name.Length > 3 ? name[..4] : name[..1];
}
