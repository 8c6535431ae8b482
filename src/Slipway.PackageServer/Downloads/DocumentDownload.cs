using System.IO.Pipelines;
using Slipway.PackageServer.Publications;

namespace Slipway.PackageServer.Downloads;

/// <summary>A signed document: a few kilobytes, in memory.</summary>
sealed class DocumentDownload(PublishedFile file) : IDownload
{
    readonly byte[] bytes = file.Document!;

    public long Length => bytes.Length;

    public string ETag { get; } = $"\"{file.Sha256}\"";

    public DateTimeOffset ModifiedAt => file.ModifiedAt;

    public string ContentType { get; } = ContentTypes.Of(file.Path);

    public bool Immutable => false;

    public Task SendAsync(PipeWriter output, long from, long count, CancellationToken ct) =>
        output.WriteAsync(bytes.AsMemory((int)from, (int)count), ct).AsTask();
}
