using System.IO.Pipelines;

namespace Slipway.PackageServer.Downloads;

/// <summary>Bytes to send, of known length, from any place on.</summary>
interface IDownload
{
    long Length { get; }

    /// <summary>Strong: names the bytes.</summary>
    string ETag { get; }

    /// <summary>In whole seconds.</summary>
    DateTimeOffset ModifiedAt { get; }

    string ContentType { get; }

    /// <summary>The address never has other bytes.</summary>
    bool Immutable { get; }

    Task SendAsync(PipeWriter output, long from, long count, CancellationToken ct);
}
