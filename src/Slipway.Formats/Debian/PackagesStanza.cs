namespace Slipway.Formats.Debian;

/// <summary>A binary package in a Packages index, as <c>apt-ftparchive packages</c> writes it.</summary>
public static class PackagesStanza
{
    /// <summary>apt-pkg/tagfile-order.c of apt 2.6: inspired by dpkg and dak.</summary>
    static readonly string[] Order =
    [
        "Package", "Package-Type", "Architecture", "Subarchitecture", "Version", "Kernel-Version", "Built-Using", "Static-Built-Using",
        "Built-For-Profiles", "Auto-Built-Package", "Multi-Arch", "Status", "Priority", "Build-Essential", "Protected", "Important", "Essential",
        "Installer-Menu-Item", "Section", "Source", "Origin", "Phased-Update-Percentage", "Maintainer", "Original-Maintainer", "Bugs",
        "Config-Version", "Conffiles", "Triggers-Awaited", "Triggers-Pending", "Installed-Size", "Provides", "Pre-Depends", "Depends",
        "Recommends", "Suggests", "Conflicts", "Breaks", "Replaces", "Enhances", "Filename", "MSDOS-Filename", "Size", "MD5sum", "SHA1",
        "SHA256", "SHA512", "Homepage", "Description", "Description-md5", "Tag", "Task",
    ];

    /// <summary>What only the repository or dpkg's own database may say; a package that brings it is not believed.</summary>
    static readonly string[] NotTheirs = ["Status", "SHA1", "SHA512"];

    /// <summary>Ends with a blank line. SHA-1 and SHA-512 are not listed: apt needs SHA-256 only.</summary>
    public static byte[] Write(DebPackage package, PoolFile file)
    {
        var stanza = new Stanza(Order);
        stanza.Add(package.Control.Fields);
        foreach (var name in NotTheirs) stanza.Remove(name);
        stanza.Set("Filename", file.Filename);
        stanza.Set("Size", file.Size.ToString());
        stanza.Set("MD5sum", file.Md5);
        stanza.Set("SHA256", file.Sha256);
        return stanza.ToBytes();
    }
}
