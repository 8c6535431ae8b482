using System.IO.Compression;
using System.Text;

namespace Slipway.Testing;

/// <summary>The payload of a package: a cpio archive (cpio(5), "New ASCII Format") in gzip.</summary>
static class RpmArchive
{
    public static byte[] Write(IReadOnlyList<(string Path, byte[] Content)> files, int format, uint time)
    {
        var archive = new MemoryStream();
        foreach (var (i, (path, content)) in files.Index())
        {
            // Format 6 always has rpm's own short entries, which only number the file.
            archive.Write(Encoding.UTF8.GetBytes(format == 6 ? $"07070X{i:x8}" : Entry("." + path, i + 1, 0x81a4, content.Length, time)));
            archive.Write(new byte[-archive.Length & 3]);
            archive.Write(content);
            archive.Write(new byte[-archive.Length & 3]);
        }

        archive.Write(Encoding.UTF8.GetBytes(Entry("TRAILER!!!", 0, 0, 0, 0)));
        archive.Write(new byte[-archive.Length & 3]);
        return archive.ToArray();
    }

    static string Entry(string name, int inode, int mode, int size, uint time) =>
        $"070701{inode:x8}{mode:x8}{0:x8}{0:x8}{1:x8}{time:x8}{size:x8}{0:x8}{0:x8}{0:x8}{0:x8}" +
        $"{Encoding.UTF8.GetByteCount(name) + 1:x8}{0:x8}{name}\0";

    public static byte[] Compress(byte[] archive)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(archive);
        }

        return compressed.ToArray();
    }
}
