namespace Slipway.Formats.Rpm;

/// <summary>
/// <c>primary.xml</c>, byte for byte as createrepo_c prints it (parsehdr.c, xml_dump_primary.c). Header, packages and footer one
/// after another are the document.
/// </summary>
public static class PrimaryXml
{
    /// <summary>What the document ends with.</summary>
    public static byte[] Footer => "</metadata>"u8.ToArray();

    /// <summary>What the document begins with.</summary>
    public static byte[] Header(long packages) => new XmlBytes(256)
        .Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<metadata xmlns=\"http://linux.duke.edu/metadata/common\" "u8)
        .Raw("xmlns:rpm=\"http://linux.duke.edu/metadata/rpm\" packages=\""u8)
        .Number(packages).Raw("\">\n"u8).ToArray();

    /// <summary>One package's element, ended by a newline.</summary>
    public static byte[] WritePackage(RpmPackage package, RpmFileFacts file)
    {
        var xml = new XmlBytes();
        xml.Raw("<package type=\"rpm\">\n"u8);
        Text(xml, "name"u8, package.Name);
        Text(xml, "arch"u8, package.Arch);
        PackageXml.Version(xml, package);
        xml.Raw("  <checksum type=\"sha256\" pkgid=\"YES\">"u8).Text(file.Sha256).Raw("</checksum>\n"u8);
        Text(xml, "summary"u8, package.Summary);
        Text(xml, "description"u8, package.Description);
        Text(xml, "packager"u8, package.Packager);
        Text(xml, "url"u8, package.Url);
        xml.Raw("  <time file=\""u8).Number(file.Time).Raw("\" build=\""u8).Number(package.BuildTime).Raw("\"/>\n"u8)
            .Raw("  <size package=\""u8).Number(file.Size)
            .Raw("\" installed=\""u8).Number(package.InstalledSize)
            .Raw("\" archive=\""u8).Number(package.ArchiveSize).Raw("\"/>\n"u8)
            .Raw("  <location href=\""u8).Attribute(file.Location).Raw("\"/>\n"u8);
        Format(xml, package);
        return xml.Raw("</package>\n"u8).ToArray();
    }

    static void Format(XmlBytes xml, RpmPackage package)
    {
        xml.Raw("  <format>\n"u8);
        Text(xml, "  rpm:license"u8, package.License);
        Text(xml, "  rpm:vendor"u8, package.Vendor);
        Text(xml, "  rpm:group"u8, package.Group);
        Text(xml, "  rpm:buildhost"u8, package.BuildHost);
        Text(xml, "  rpm:sourcerpm"u8, package.SourceRpm);
        xml.Raw("    <rpm:header-range start=\""u8).Number(package.HeaderStart).Raw("\" end=\""u8).Number(package.HeaderEnd).Raw("\"/>\n"u8);

        var (required, wished) = PrimaryRequires.Select(package);
        Dependencies(xml, "provides"u8, package.Provides);
        Dependencies(xml, "requires"u8, required, markPre: true);
        Dependencies(xml, "conflicts"u8, package.Conflicts);
        Dependencies(xml, "obsoletes"u8, package.Obsoletes);
        Dependencies(xml, "suggests"u8, package.Suggests);
        Dependencies(xml, "enhances"u8, package.Enhances);
        Dependencies(xml, "recommends"u8, wished.Count == 0 ? package.Recommends : [.. wished, .. package.Recommends]);
        Dependencies(xml, "supplements"u8, package.Supplements);
        for (var i = 0; i < package.Files.Count; i++)
        {
            if (package.Files.IsPrimary(i))
            {
                PackageXml.File(xml, package.Files, i, "    "u8);
            }
        }

        xml.Raw("  </format>\n"u8);
    }

    // The element's name carries its indent beyond the first two blanks.
    static void Text(XmlBytes xml, ReadOnlySpan<byte> element, string text)
    {
        var name = element.TrimStart((byte)' ');
        xml.Raw("  "u8).Raw(element[..^name.Length]).Raw("<"u8).Raw(name).Raw(">"u8).Text(text).Raw("</"u8).Raw(name).Raw(">\n"u8);
    }

    static void Dependencies(XmlBytes xml, ReadOnlySpan<byte> element, IReadOnlyList<RpmDependency> dependencies, bool markPre = false)
    {
        var any = false;
        foreach (var dependency in dependencies)
        {
            var (epoch, version, release) = RpmEvr.Split(dependency.Evr);
            if (dependency.Name.Length == 0 || (dependency.Evr.Length > 0 && epoch is null))
            {
                continue;
            }

            if (!any)
            {
                xml.Raw("    <rpm:"u8).Raw(element).Raw(">\n"u8);
                any = true;
            }

            Entry(xml, dependency, epoch, version, release, markPre);
        }

        if (any)
        {
            xml.Raw("    </rpm:"u8).Raw(element).Raw(">\n"u8);
        }
    }

    static void Entry(XmlBytes xml, RpmDependency dependency, string? epoch, string? version, string? release, bool markPre)
    {
        xml.Raw("      <rpm:entry name=\""u8).Attribute(dependency.Name);
        if (dependency.Comparison is { } comparison)
        {
            xml.Raw("\" flags=\""u8).Attribute(comparison);
            Part(xml, "\" epoch=\""u8, epoch);
            Part(xml, "\" ver=\""u8, version);
            Part(xml, "\" rel=\""u8, release);
        }

        xml.Raw(markPre && dependency.Pre ? "\" pre=\"1\"/>\n"u8 : "\"/>\n"u8);
    }

    static void Part(XmlBytes xml, ReadOnlySpan<byte> attribute, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            xml.Raw(attribute).Attribute(value);
        }
    }
}
