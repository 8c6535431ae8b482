using System.IO.Compression;
using System.Text;
using Slipway.Agent.Processes;

namespace Slipway.Agent.Artifacts;

/// <summary>Packs chosen files of a tree: permissions are kept, links are kept as links.</summary>
static class ZipWriter
{
    static readonly DateTimeOffset s_first = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly DateTimeOffset s_last = new(2107, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <param name="to">A file that is not there yet.</param>
    public static async Task WriteAsync(string root, IEnumerable<string> paths, string to, CancellationToken ct)
    {
        await using var file = new FileStream(to, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        await using var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var path in paths)
        {
            ct.ThrowIfCancellationRequested();
            var full = Path.Combine(root, path);
            if (FileFacts.Of(full) is not { } facts || !(facts.IsFolder || facts.IsLink || facts.IsRegular))
                continue;
            var entry = zip.CreateEntry(facts.IsFolder ? path + "/" : path, CompressionLevel.Fastest);
            entry.ExternalAttributes = facts.Mode << 16;
            var changed = new DateTimeOffset(File.GetLastWriteTimeUtc(full));
            entry.LastWriteTime = changed < s_first ? s_first : changed > s_last ? s_last : changed;
            if (facts.IsFolder)
                continue;
            await using var packed = await entry.OpenAsync(ct);
            await using Stream content = facts.IsLink
                ? new MemoryStream(Encoding.UTF8.GetBytes(new FileInfo(full).LinkTarget!))
                : new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.Read);
            await content.CopyToAsync(packed, ct);
        }
    }
}
