using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using Slipway.Agent.Processes;

namespace Slipway.Agent.Artifacts;

/// <summary>
/// Packs reports as gitlab-runner does: one gzip member for each file, its path in the member's header (RFC 1952), so that
/// several files of one kind can be told apart.
/// </summary>
static class GzipReport
{
    const int FileNameFlag = 0x08;

    public static async Task WriteAsync(string root, IEnumerable<string> paths, string to, CancellationToken ct)
    {
        await using var file = new FileStream(to, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        foreach (var path in paths.Where(path => FileFacts.Of(Path.Combine(root, path)) is { IsRegular: true }))
            await MemberAsync(Path.Combine(root, path), path, file, ct);
    }

    static async Task MemberAsync(string source, string path, Stream to, CancellationToken ct)
    {
        // Magic, deflate, flags, no time, no extra flags, unknown system; the name ends with a zero byte.
        await to.WriteAsync((byte[])[0x1f, 0x8b, 8, FileNameFlag, 0, 0, 0, 0, 0, 255, .. Encoding.UTF8.GetBytes(path), 0], ct);
        var checksum = new Crc32();
        var length = 0L;
        await using (var content = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read))
        await using (var packed = new DeflateStream(to, CompressionLevel.Optimal, leaveOpen: true))
        {
            var buffer = new byte[64 * 1024];
            for (int read; (read = await content.ReadAsync(buffer, ct)) > 0; length += read)
            {
                checksum.Append(buffer.AsSpan(0, read));
                await packed.WriteAsync(buffer.AsMemory(0, read), ct);
            }
        }

        var trailer = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, checksum.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(4), (uint)length);
        await to.WriteAsync(trailer, ct);
    }
}
