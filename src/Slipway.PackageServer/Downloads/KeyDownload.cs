using System.IO.Pipelines;
using System.Security.Cryptography;

namespace Slipway.PackageServer.Downloads;

/// <summary>A public key: armored, or in packets as apt takes it without gpg.</summary>
sealed class KeyDownload(byte[] bytes, DateTimeOffset createdAt) : IDownload
{
    public long Length => bytes.Length;

    public string ETag { get; } = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\"";

    public DateTimeOffset ModifiedAt { get; } = new(createdAt.UtcTicks - (createdAt.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    public string ContentType => "application/pgp-keys";

    public bool Immutable => false;

    public Task SendAsync(PipeWriter output, long from, long count, CancellationToken ct) =>
        output.WriteAsync(bytes.AsMemory((int)from, (int)count), ct).AsTask();
}
