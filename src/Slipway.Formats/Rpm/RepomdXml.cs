namespace Slipway.Formats.Rpm;

/// <summary>One file of the repository's metadata.</summary>
/// <param name="Type"><c>primary</c>, <c>filelists</c>, <c>other</c>, ...</param>
/// <param name="Checksum">SHA-256 of the file as served, lower-case hex.</param>
/// <param name="OpenChecksum">SHA-256 of its uncompressed content; null for a file that is not compressed.</param>
/// <param name="Location">Where it is, relative to the repository's root.</param>
/// <param name="Timestamp">Unix seconds.</param>
/// <param name="Size">Bytes as served.</param>
/// <param name="OpenSize">Bytes of its uncompressed content.</param>
public sealed record RepomdRecord(
    string Type, string Checksum, string? OpenChecksum, string Location, long Timestamp, long Size, long? OpenSize);

/// <summary><c>repomd.xml</c>, byte for byte as createrepo_c prints it (xml_dump_repomd.c).</summary>
public static class RepomdXml
{
    /// <summary>The whole document.</summary>
    public static byte[] Write(string revision, IReadOnlyList<RepomdRecord> records)
    {
        var xml = new XmlBytes(512 + (records.Count * 512));
        xml.Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<repomd xmlns=\"http://linux.duke.edu/metadata/repo\" "u8)
            .Raw("xmlns:rpm=\"http://linux.duke.edu/metadata/rpm\">\n  <revision>"u8).Text(revision).Raw("</revision>\n"u8);
        foreach (var record in records)
        {
            Write(xml, record);
        }

        return xml.Raw("</repomd>\n"u8).ToArray();
    }

    static void Write(XmlBytes xml, RepomdRecord record)
    {
        xml.Raw("  <data type=\""u8).Attribute(record.Type).Raw("\">\n    <checksum type=\"sha256\">"u8).Text(record.Checksum).Raw("</checksum>\n"u8);
        if (record.OpenChecksum is { } open)
        {
            xml.Raw("    <open-checksum type=\"sha256\">"u8).Text(open).Raw("</open-checksum>\n"u8);
        }

        xml.Raw("    <location href=\""u8).Attribute(record.Location)
            .Raw("\"/>\n    <timestamp>"u8).Number(record.Timestamp)
            .Raw("</timestamp>\n    <size>"u8).Number(record.Size).Raw("</size>\n"u8);
        if (record.OpenSize is { } openSize)
        {
            xml.Raw("    <open-size>"u8).Number(openSize).Raw("</open-size>\n"u8);
        }

        xml.Raw("  </data>\n"u8);
    }
}
