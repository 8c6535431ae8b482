namespace Slipway.PackageServer.Distributions;

/// <summary>Operating systems by the names that Packagecloud uses, and the ones that <c>/etc/os-release</c> uses for the same.</summary>
static class OperatingSystem
{
    static readonly Dictionary<string, string> DisplayNames = new(StringComparer.Ordinal)
    {
        ["any"] = "Any Debian or Ubuntu",
        ["amazon"] = "Amazon Linux",
        ["debian"] = "Debian",
        ["el"] = "Enterprise Linux",
        ["elementaryos"] = "elementary OS",
        ["fedora"] = "Fedora",
        ["linuxmint"] = "Linux Mint",
        ["ol"] = "Oracle Linux",
        ["opensuse"] = "openSUSE",
        ["poky"] = "Poky",
        ["raspbian"] = "Raspbian",
        ["rpm_any"] = "Any RPM system",
        ["scientific"] = "Scientific Linux",
        ["sles"] = "SUSE Linux Enterprise",
        ["ubuntu"] = "Ubuntu",
    };

    static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["almalinux"] = "el",
        ["amzn"] = "amazon",
        ["centos"] = "el",
        ["elementary"] = "elementaryos",
        ["opensuse-leap"] = "opensuse",
        ["oraclelinux"] = "ol",
        ["redhat"] = "el",
        ["redhatenterpriselinuxserver"] = "el",
        ["rhel"] = "el",
        ["rocky"] = "el",
        ["sled"] = "sles",
    };

    public static string DisplayName(string os) => DisplayNames.GetValueOrDefault(os, os);

    public static string Canonical(string os)
    {
        var lower = os.Trim().ToLowerInvariant();
        return Aliases.GetValueOrDefault(lower, lower);
    }

    public static DistributionFormat FormatOf(string os) =>
        os is "any" or "debian" or "elementaryos" or "linuxmint" or "raspbian" or "ubuntu" ? DistributionFormat.Deb : DistributionFormat.Rpm;
}
