namespace Slipway.Platform.Blobs;

/// <summary>
/// Blobs as files: <c>blobs/ab/abcdef...</c> by digest, <c>staging/</c> for bytes on their way in, on one file system.
/// A blob is on the disk before its rename, and the rename before the commit returns.
/// </summary>
public sealed class FileBlobStore : IBlobStore, IDisposable
{
    // They wait for the disk, not for a core.
    static readonly ParallelOptions SyncsAtOnce = new() { MaxDegreeOfParallelism = 16 };

    // From so many files on, one syncfs(2) costs less than an fsync(2) for each.
    const int Many = 32;

    readonly string blobs;
    readonly string staging;
    readonly TimeProvider time;
    readonly SemaphoreSlim naming = new(1);

    /// <summary>What an earlier process left in staging was never answered with success, and goes.</summary>
    public FileBlobStore(string folder, TimeProvider time)
    {
        this.time = time;
        blobs = Path.Combine(folder, "blobs");
        staging = Path.Combine(folder, "staging");
        Directory.CreateDirectory(blobs);
        if (Directory.Exists(staging))
        {
            Directory.Delete(staging, recursive: true);
        }

        Directory.CreateDirectory(staging);
        for (var shard = 0; shard < 256; shard++)
        {
            Directory.CreateDirectory(Path.Combine(blobs, shard.ToString("x2")));
        }
    }

    public ValueTask<IStagedBlob> StageAsync(CancellationToken ct) =>
        ValueTask.FromResult<IStagedBlob>(new StagedFile(Path.Combine(staging, Guid.CreateVersion7().ToString("N"))));

    public async ValueTask CommitAsync(IReadOnlyCollection<IStagedBlob> staged, CancellationToken ct)
    {
        var files = staged.Cast<StagedFile>().ToList();
        var many = files.Count >= Many;
        Sync(many, files, file => file.Sync());
        var folders = new HashSet<string>(StringComparer.Ordinal);
        await naming.WaitAsync(ct);
        try
        {
            foreach (var stage in files)
            {
                var path = PathOf(stage.Id);
                if (File.Exists(path))
                {
                    File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
                }
                else
                {
                    stage.MoveTo(path);
                    folders.Add(Path.GetDirectoryName(path)!);
                }
            }

            Sync(many, folders, Disk.SyncFolder);
        }
        finally
        {
            naming.Release();
        }
    }

    void Sync<T>(bool many, IEnumerable<T> all, Action<T> one)
    {
        if (many)
        {
            Disk.SyncFileSystem(staging);
        }
        else
        {
            Parallel.ForEach(all, SyncsAtOnce, one);
        }
    }

    public IBlob? Open(BlobId id)
    {
        try
        {
            return new FileBlob(File.OpenHandle(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    public async ValueTask<int> SweepAsync(
        Func<IReadOnlyList<BlobId>, CancellationToken, ValueTask<IReadOnlySet<BlobId>>> unused, TimeSpan grace, CancellationToken ct)
    {
        var removed = 0;
        foreach (var folder in Directory.EnumerateDirectories(blobs))
        {
            var old = Directory.EnumerateFiles(folder).Where(file => IsOlder(file, grace))
                .Select(file => BlobId.TryParse(Path.GetFileName(file), out var id) ? id : default)
                .Where(id => id.Hex is not null).ToList();
            if (old.Count == 0)
            {
                continue;
            }

            await naming.WaitAsync(ct);
            try
            {
                // Asked with names held: a commit that reuses one of these blobs has either touched it or waits for us.
                foreach (var id in (await unused(old, ct)).Where(id => IsOlder(PathOf(id), grace)))
                {
                    File.Delete(PathOf(id));
                    removed++;
                }
            }
            finally
            {
                naming.Release();
            }
        }

        return removed;
    }

    public void Dispose() => naming.Dispose();

    bool IsOlder(string file, TimeSpan grace) => time.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(file) > grace;

    string PathOf(BlobId id) => Path.Combine(blobs, id.Hex[..2], id.Hex);
}
