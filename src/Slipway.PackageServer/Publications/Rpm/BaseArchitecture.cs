namespace Slipway.PackageServer.Publications.Rpm;

/// <summary>dnf's <c>$basearch</c> of a package's architecture: the folder whose repodata lists it.</summary>
static class BaseArchitecture
{
    public const string Shared = "noarch";
    public const string Sources = "SRPMS";

    public static string Of(string architecture) => architecture switch
    {
        "i386" or "i486" or "i586" or "i686" or "athlon" or "geode" => "i386",
        "amd64" or "ia32e" or "x86_64_v2" or "x86_64_v3" or "x86_64_v4" => "x86_64",
        "armv7hl" or "armv7hnl" or "armv6hl" or "armv8hl" => "armhfp",
        "armv5tel" or "armv5tejl" or "armv6l" or "armv7l" => "arm",
        "ppc64p7" => "ppc64",
        "src" or "nosrc" => Sources,
        _ => architecture,
    };
}
