using System.Text.Unicode;

namespace Slipway.Formats.Rpm;

/// <summary>What the three indexes write alike.</summary>
internal static class PackageXml
{
    public static void Begin(XmlBytes xml, RpmPackage package, string pkgid)
    {
        xml.Raw("<package pkgid=\""u8).Attribute(pkgid)
            .Raw("\" name=\""u8).Attribute(package.Name)
            .Raw("\" arch=\""u8).Attribute(package.Arch)
            .Raw("\">\n"u8);
        Version(xml, package);
    }

    public static void Version(XmlBytes xml, RpmPackage package) => xml
        .Raw("  <version epoch=\""u8).Number(package.Epoch ?? 0)
        .Raw("\" ver=\""u8).Attribute(package.Version)
        .Raw("\" rel=\""u8).Attribute(package.Release)
        .Raw("\"/>\n"u8);

    public static void File(XmlBytes xml, RpmFileList files, int index, ReadOnlySpan<byte> indent)
    {
        xml.Raw(indent).Raw(files.Kind(index) switch
        {
            RpmFileKind.Directory => "<file type=\"dir\">"u8,
            RpmFileKind.Ghost => "<file type=\"ghost\">"u8,
            _ => "<file>"u8,
        });
        var directory = files.Directory(index);
        var name = files.Name(index);
        if (Utf8.IsValid(directory) && Utf8.IsValid(name))
        {
            xml.Text(directory).Text(name);
        }
        else
        {
            xml.Text(RpmText.FromLatin1(directory)).Text(RpmText.FromLatin1(name));
        }

        xml.Raw("</file>\n"u8);
    }
}
