using System.IO.Compression;
using System.Text;
using Slipway.Platform.Blobs;

namespace Slipway.BuildMachines.Artifacts;

/// <summary>One file of an artifacts archive (zip). Whatever the archive claims, no more is unpacked than was asked for.</summary>
static class ArchiveEntry
{
    /// <returns>Null where there is none, where it is larger, or where the archive is damaged.</returns>
    public static async Task<string?> ReadTextAsync(IBlob blob, string path, int maxBytes, CancellationToken ct)
    {
        using (blob)
        {
            try
            {
                await using var stream = new BlobStream(blob);
                using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
                if (archive.GetEntry(path) is not { } entry)
                {
                    return null;
                }

                var bytes = new byte[maxBytes + 1];
                await using var content = entry.Open();
                var length = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
                return length <= maxBytes ? Encoding.UTF8.GetString(bytes, 0, length) : null;
            }
            catch (InvalidDataException)
            {
                return null;
            }
        }
    }
}
