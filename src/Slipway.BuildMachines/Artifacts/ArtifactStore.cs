using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Slipway.BuildMachines.Jobs;
using Slipway.Pipelines.Jobs;
using Slipway.Platform;
using Slipway.Platform.Blobs;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Artifacts;

/// <summary>Where artifacts are: blobs in a folder of their own, since the package server sweeps its own by its own rows.</summary>
sealed class ArtifactStore(
    DataFolder data, IDbContextFactory<SlipwayDb> databases, WriteGate gate, IOptions<ArtifactOptions> options, TimeProvider time) : IDisposable
{
    const int BufferSize = 128 * 1024;
    readonly FileBlobStore blobs = new(Path.Combine(data.Root, "artifacts"), time);

    /// <summary>Takes a file in as it arrives; nothing of it stays where it is refused.</summary>
    public async Task<ArtifactOutcome> AddAsync(ArtifactUpload upload, Stream body, CancellationToken ct)
    {
        await using var stage = await blobs.StageAsync(ct);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var head = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int read;
            while ((read = await body.ReadAsync(buffer, ct)) > 0)
            {
                if (stage.Length + read > options.Value.MaxBytes)
                {
                    return new ArtifactOutcome.TooLarge(options.Value.MaxBytes);
                }

                sha256.AppendData(buffer, 0, read);
                await stage.WriteAsync(buffer.AsMemory(0, read), ct);
                if (upload.Type == "dotenv" && head.Length <= Dotenv.MaxBytes)
                {
                    head.Write(buffer, 0, read);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        IReadOnlyList<KeyValuePair<string, string>> variables = [];
        if (upload.Type == "dotenv" && ReadDotenv(head, upload.Format, out variables) is { } wrong)
        {
            return new ArtifactOutcome.Malformed(wrong);
        }

        var digest = Convert.ToHexStringLower(sha256.GetHashAndReset());
        await stage.SealAsync(BlobId.Parse(digest), ct);
        await blobs.CommitAsync([stage], ct);
        await gate.RunAsync(() => SaveAsync(upload, digest, stage.Length, variables), ct);
        return new ArtifactOutcome.Added(stage.Length);
    }

    public IBlob? Open(Artifact file) => blobs.Open(BlobId.Parse(file.Sha256));

    public async Task<Artifact?> FindAsync(long jobId, string type, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var file = await db.Set<Artifact>().AsNoTracking().SingleOrDefaultAsync(row => row.JobId == jobId && row.Type == type, ct);
        return file is null || file.Expired(time.GetUtcNow()) ? null : file;
    }

    public async Task<IReadOnlyList<Artifact>> OfAsync(IReadOnlyCollection<long> jobs, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<Artifact>().AsNoTracking().Where(row => jobs.Contains(row.JobId)).OrderBy(row => row.Id).ToListAsync(ct);
    }

    /// <summary>What a job left and has not expired stays for good.</summary>
    /// <returns>How many files.</returns>
    public Task<int> KeepAsync(long jobId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return gate.RunAsync(
            async () =>
            {
                await using var db = await databases.CreateDbContextAsync(ct);
                return await db.Set<Artifact>().Where(row => row.JobId == jobId && (row.ExpiresAt == null || row.ExpiresAt > now))
                    .ExecuteUpdateAsync(row => row.SetProperty(file => file.ExpiresAt, (DateTimeOffset?)null), ct);
            },
            ct);
    }

    /// <summary>Removes the blobs of expired files, and those that no row names. The rows stay: a job that needs what has expired must not run without it.</summary>
    /// <returns>How many blobs.</returns>
    public ValueTask<int> SweepAsync(CancellationToken ct) => blobs.SweepAsync(UnusedAsync, TimeSpan.FromHours(1), ct);

    public void Dispose() => blobs.Dispose();

    async ValueTask<IReadOnlySet<BlobId>> UnusedAsync(IReadOnlyList<BlobId> asked, CancellationToken ct)
    {
        var digests = asked.Select(id => id.Hex).ToList();
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        var used = await db.Set<Artifact>().Where(row => digests.Contains(row.Sha256) && (row.ExpiresAt == null || row.ExpiresAt > now)).Select(row => row.Sha256).Distinct().ToListAsync(ct);
        return asked.Except(used.Select(BlobId.Parse)).ToHashSet();
    }

    async Task<bool> SaveAsync(ArtifactUpload upload, string digest, long size, IReadOnlyList<KeyValuePair<string, string>> variables)
    {
        await using var db = await databases.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var now = time.GetUtcNow();
        var expires = upload.Expiry switch
        {
            ArtifactExpiry.After after => now + after.Time,
            ArtifactExpiry.Never => (DateTimeOffset?)null,
            _ => now + options.Value.KeepFor,
        };
        await db.Set<Artifact>().Where(row => row.JobId == upload.JobId && row.Type == upload.Type).ExecuteDeleteAsync();
        db.Add(new Artifact
        {
            JobId = upload.JobId,
            Type = upload.Type,
            Format = upload.Format,
            FileName = upload.FileName,
            Size = size,
            Sha256 = digest,
            Access = upload.Access,
            CreatedAt = now,
            ExpiresAt = expires,
        });
        if (upload.Type == "dotenv")
        {
            await db.Set<DotenvVariable>().Where(row => row.JobId == upload.JobId).ExecuteDeleteAsync();
            db.AddRange(variables.Select(pair => new DotenvVariable { JobId = upload.JobId, Key = pair.Key, Value = pair.Value }));
        }

        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return true;
    }

    static string? ReadDotenv(MemoryStream head, string format, out IReadOnlyList<KeyValuePair<string, string>> variables)
    {
        variables = [];
        var bytes = new byte[Dotenv.MaxBytes + 1];
        try
        {
            head.Position = 0;
            using var plain = format == "gzip" ? new GZipStream(head, CompressionMode.Decompress) : (Stream)head;
            var length = plain.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length > Dotenv.MaxBytes ? $"A dotenv report may have {Dotenv.MaxBytes} bytes at the most." : Dotenv.Read(Encoding.UTF8.GetString(bytes, 0, length), out variables);
        }
        catch (InvalidDataException)
        {
            return "The dotenv report is damaged.";
        }
    }
}

sealed record ArtifactUpload(long JobId, string Type, string Format, string FileName, ArtifactExpiry Expiry, ArtifactAccess Access);

/// <summary>How long a file is kept.</summary>
abstract record ArtifactExpiry
{
    public sealed record After(TimeSpan Time) : ArtifactExpiry;

    public sealed record Never : ArtifactExpiry;

    /// <summary>As the instance's options say.</summary>
    public sealed record Default : ArtifactExpiry;
}

abstract record ArtifactOutcome
{
    public sealed record Added(long Size) : ArtifactOutcome;

    public sealed record TooLarge(long Limit) : ArtifactOutcome;

    public sealed record Malformed(string Why) : ArtifactOutcome;
}
