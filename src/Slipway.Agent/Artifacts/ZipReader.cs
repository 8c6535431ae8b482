using System.IO.Compression;
using System.Text;
using Slipway.Agent.Processes;

namespace Slipway.Agent.Artifacts;

/// <summary>
/// Unpacks an archive that somebody else made into a tree that somebody else filled. No entry and no link in the tree leads
/// out of it; the number of entries and all their bytes are bounded.
/// </summary>
/// <param name="owner">Whose the files become; null to leave them the runner's.</param>
/// <param name="open">Whether folders made on the way are for every user to write.</param>
sealed class ZipReader(string root, uint? owner, bool open, long limit)
{
    const int MostEntries = 1_000_000;
    const int LongestLink = 4096;

    readonly List<(string Path, UnixFileMode Mode)> _folders = [];
    long _unpacked;

    /// <exception cref="ArchiveRefusedException">Says what is wrong with it.</exception>
    public async Task UnpackAsync(string archive, CancellationToken ct)
    {
        try
        {
            await using var file = new FileStream(archive, FileMode.Open, FileAccess.Read, FileShare.Read);
            await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, ct);
            if (zip.Entries.Count > MostEntries)
                throw new ArchiveRefusedException($"it has more than {MostEntries} entries");
            foreach (var entry in zip.Entries)
                await EntryAsync(entry, ct);
            // Last, since a folder may be one that nobody can write to.
            foreach (var (path, mode) in Enumerable.Reverse(_folders))
                File.SetUnixFileMode(path, mode | Folder.OwnerOnly);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or EndOfStreamException or OverflowException or ArgumentException)
        {
            throw new ArchiveRefusedException($"it is damaged: {damaged.Message}");
        }
    }

    async Task EntryAsync(ZipArchiveEntry entry, CancellationToken ct)
    {
        var path = SafePath.OfEntry(entry.FullName) ?? throw new ArchiveRefusedException($"the name \"{entry.FullName}\" leads out of the work tree");
        Parents(path);
        var full = Path.Combine(root, path);
        var mode = (entry.ExternalAttributes >> 16) & 0xffff;
        if (entry.FullName.EndsWith('/'))
        {
            MakeFolder(full, path);
            if (mode != 0)
                _folders.Add((full, (UnixFileMode)(mode & 0x1ff)));
            return;
        }

        if (SafePath.IsRealFolder(full))
            throw new ArchiveRefusedException($"{path} is a folder in the work tree and a file in the archive");
        File.Delete(full);
        if ((mode & 0xf000) == 0xa000)
            File.CreateSymbolicLink(full, await LinkAsync(entry, ct));
        else
            await FileAsync(entry, full, (UnixFileMode)(mode & 0x1ff), ct);
        Own(full);
    }

    async Task FileAsync(ZipArchiveEntry entry, string full, UnixFileMode mode, CancellationToken ct)
    {
        await using (var content = await entry.OpenAsync(ct))
        await using (var file = new FileStream(full, FileMode.CreateNew, FileAccess.Write))
        {
            var buffer = new byte[64 * 1024];
            for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
            {
                Count(read);
                await file.WriteAsync(buffer.AsMemory(0, read), ct);
            }
        }

        if (mode != UnixFileMode.None)
            File.SetUnixFileMode(full, mode | UnixFileMode.UserRead);
        // Build tools compare times.
        File.SetLastWriteTimeUtc(full, entry.LastWriteTime.UtcDateTime);
    }

    static async Task<string> LinkAsync(ZipArchiveEntry entry, CancellationToken ct)
    {
        await using var content = await entry.OpenAsync(ct);
        var buffer = new byte[LongestLink + 1];
        var length = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return length is 0 or > LongestLink || buffer.AsSpan(0, length).Contains((byte)0)
            ? throw new ArchiveRefusedException($"the link {entry.FullName} has no target")
            : Encoding.UTF8.GetString(buffer, 0, length);
    }

    void Parents(string path)
    {
        for (var at = path.IndexOf('/', StringComparison.Ordinal); at > 0; at = path.IndexOf('/', at + 1))
            MakeFolder(Path.Combine(root, path[..at]), path[..at]);
    }

    void MakeFolder(string full, string path)
    {
        if (SafePath.IsRealFolder(full))
            return;
        if (FileFacts.Of(full) is not null)
            throw new ArchiveRefusedException($"{path} is no folder in the work tree, but in the archive");
        Directory.CreateDirectory(full);
        if (open)
            File.SetUnixFileMode(full, Folder.Everybody);
        Own(full);
    }

    void Own(string full)
    {
        if (owner is { } uid)
            FileFacts.SetOwner(full, uid);
    }

    void Count(int bytes)
    {
        if ((_unpacked += bytes) > limit)
            throw new ArchiveRefusedException($"it unpacks to more than {limit} bytes");
    }
}

/// <summary>Why an archive is not unpacked.</summary>
sealed class ArchiveRefusedException(string why) : Exception(why);
