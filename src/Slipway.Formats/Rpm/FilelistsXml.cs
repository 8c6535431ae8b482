namespace Slipway.Formats.Rpm;

/// <summary>
/// <c>filelists.xml</c>, byte for byte as createrepo_c prints it (xml_dump_filelists.c). Header, packages and footer one after
/// another are the document.
/// </summary>
public static class FilelistsXml
{
    /// <summary>What the document ends with.</summary>
    public static byte[] Footer => "</filelists>"u8.ToArray();

    /// <summary>What the document begins with.</summary>
    public static byte[] Header(long packages) => new XmlBytes(256)
        .Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<filelists xmlns=\"http://linux.duke.edu/metadata/filelists\" packages=\""u8)
        .Number(packages).Raw("\">\n"u8).ToArray();

    /// <summary>One package's element, ended by a newline.</summary>
    public static byte[] WritePackage(RpmPackage package, string pkgid)
    {
        var xml = new XmlBytes(512 + (package.Files.Count * 64));
        PackageXml.Begin(xml, package, pkgid);
        for (var i = 0; i < package.Files.Count; i++)
        {
            PackageXml.File(xml, package.Files, i, "  "u8);
        }

        return xml.Raw("</package>\n"u8).ToArray();
    }
}
