using System.Text;
using System.Xml;

namespace Slipway.Cli.Verify;

/// <summary>Which indexes a signed document vouches for.</summary>
static class IndexDigests
{
    /// <summary>SHA-256 of an index by its path; null where it is not listed.</summary>
    public static string? InRelease(byte[] text, string path) =>
        Listed(text).Where(line => line.Path == path).Select(line => line.Digest).FirstOrDefault();

    /// <summary>Whether an index of that name with this digest is listed.</summary>
    public static bool ReleaseLists(byte[] text, string name, string sha256) =>
        Listed(text).Any(line => line.Digest == sha256 && line.Path.EndsWith("/" + name, StringComparison.Ordinal));

    public static bool RepomdLists(byte[] repomd, string type, string sha256)
    {
        using var reader = XmlReader.Create(new MemoryStream(repomd), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 1 << 24 });
        var inside = false;
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "data" })
                inside = reader.GetAttribute("type") == type;
            else if (inside && reader is { NodeType: XmlNodeType.Element, LocalName: "checksum" } && reader.GetAttribute("type") == "sha256")
                return reader.ReadElementContentAsString().Trim() == sha256;
        }

        return false;
    }

    // The lines below "SHA256:" are " DIGEST SIZE PATH".
    static IEnumerable<(string Digest, string Path)> Listed(byte[] release) => Encoding.UTF8.GetString(release).Split('\n')
        .SkipWhile(line => line != "SHA256:").Skip(1).TakeWhile(line => line.StartsWith(' '))
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(parts => parts.Length == 3)
        .Select(parts => (parts[0], parts[2]));
}
