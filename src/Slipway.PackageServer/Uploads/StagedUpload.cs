using Slipway.Formats.Debian;
using Slipway.Formats.Rpm;
using Slipway.Platform.Blobs;

namespace Slipway.PackageServer.Uploads;

/// <summary>A file of an upload, whole and read.</summary>
/// <param name="Filename">As sent; checked to be safe in a path and a URL.</param>
sealed record StagedUpload(string Filename, IStagedBlob Blob, string Md5, UploadContent Content) : IAsyncDisposable
{
    public long Size => Blob.Length;

    public string Sha256 => Blob.Id.Hex;

    public ValueTask DisposeAsync() => Blob.DisposeAsync();
}

/// <summary>What the file turned out to be.</summary>
abstract record UploadContent
{
    public sealed record Deb(DebPackage Package) : UploadContent;

    public sealed record Rpm(RpmPackage Package) : UploadContent;

    public sealed record Dsc(SourcePackage Package) : UploadContent;

    /// <summary>A file that only means something beside a .dsc.</summary>
    public sealed record Other : UploadContent;
}
