using System.IO.Pipelines;
using Slipway.Platform.Blobs;

namespace Slipway.PackageServer.Downloads;

/// <summary>A package file.</summary>
sealed class BlobDownload(IBlob blob, string sha256, string filename, DateTimeOffset modifiedAt) : IDownload, IDisposable
{
    const int Chunk = 256 * 1024;

    public long Length => blob.Length;

    public string ETag { get; } = $"\"{sha256}\"";

    public DateTimeOffset ModifiedAt => modifiedAt;

    public string ContentType { get; } = ContentTypes.Of(filename);

    public bool Immutable => true;

    public async Task SendAsync(PipeWriter output, long from, long count, CancellationToken ct)
    {
        for (var end = from + count; from < end;)
        {
            var wanted = (int)Math.Min(Chunk, end - from);
            var read = await blob.ReadAsync(from, output.GetMemory(wanted)[..wanted], ct);
            if (read == 0)
            {
                throw new EndOfStreamException($"Blob {ETag} is shorter than it was.");
            }

            output.Advance(read);
            from += read;
            if ((await output.FlushAsync(ct)).IsCompleted)
            {
                return;
            }
        }
    }

    public void Dispose() => blob.Dispose();
}
