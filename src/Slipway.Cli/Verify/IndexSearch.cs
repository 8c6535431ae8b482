using System.Xml;
using Slipway.Formats.Compression;

namespace Slipway.Cli.Verify;

/// <summary>Looks for a package in an index whose digest was checked before.</summary>
static class IndexSearch
{
    /// <summary>Whether it lists a file of this name with this SHA-256.</summary>
    public static async Task<bool> FindsAsync(SignedIndex index, string filename, string sha256, CancellationToken ct)
    {
        var kind = index.Name.EndsWith(".zst", StringComparison.Ordinal) ? CompressionKind.Zstd : CompressionKind.Gzip;
        await using var plain = Decompression.Open(new MemoryStream(index.Index), kind, DecompressionLimits.Default);
        return index.Name.StartsWith("primary", StringComparison.Ordinal)
            ? await PrimaryAsync(plain, filename, sha256)
            : await StanzasAsync(plain, filename, sha256, ct);
    }

    // Packages has the file's path and digest in fields, Sources in the lines of Checksums-Sha256.
    static async Task<bool> StanzasAsync(Stream plain, string filename, string sha256, CancellationToken ct)
    {
        using var reader = new StreamReader(plain);
        var (named, digested) = (false, false);
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            if (line.Length == 0)
                (named, digested) = (false, false);
            named |= line.StartsWith("Filename: ", StringComparison.Ordinal) && line.EndsWith("/" + filename, StringComparison.Ordinal);
            digested |= line == "SHA256: " + sha256;
            if ((named && digested) || (line.StartsWith($" {sha256} ", StringComparison.Ordinal) && line.EndsWith(" " + filename, StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    static async Task<bool> PrimaryAsync(Stream plain, string filename, string sha256)
    {
        using var reader = XmlReader.Create(plain, new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var digested = false;
        while (await reader.ReadAsync())
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (reader.LocalName == "package")
                digested = false;
            else if (reader.LocalName == "checksum" && reader.GetAttribute("pkgid") == "YES" && reader.GetAttribute("type") == "sha256")
                digested = await reader.ReadElementContentAsStringAsync() == sha256;
            if (digested && reader is { NodeType: XmlNodeType.Element, LocalName: "location" }
                && reader.GetAttribute("href") is { } href && href.Split('/')[^1] == filename)
                return true;
        }

        return false;
    }
}
