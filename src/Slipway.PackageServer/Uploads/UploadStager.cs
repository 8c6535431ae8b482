using System.Buffers;
using Microsoft.Extensions.Options;
using Slipway.Formats;
using Slipway.Formats.Debian;
using Slipway.Formats.Rpm;
using Slipway.Platform.Blobs;

namespace Slipway.PackageServer.Uploads;

/// <summary>Takes one file in: read, checked, hashed and written in a single pass.</summary>
sealed class UploadStager(IBlobStore blobs, IOptions<UploadOptions> options)
{
    const int LongestDsc = 1 << 20;
    const int BufferSize = 128 * 1024;

    /// <exception cref="MalformedInputException">Not a valid package; nothing is left of it.</exception>
    public async Task<StagedUpload> StageAsync(string filename, Stream body, CancellationToken ct)
    {
        if (!UploadFilename.IsSafe(filename))
        {
            throw new MalformedInputException(
                "upload.filename", "The file name may hold letters, digits and . _ + - ~ ^ : %, and begins with a letter or digit. Rename the file.");
        }

        var stage = await blobs.StageAsync(ct);
        try
        {
            await using var staging = new StagingStream(body, stage, options.Value.MaxFileBytes);
            var content = await ReadAsync(filename, staging, ct);
            return new StagedUpload(filename, stage, await staging.SealAsync(ct), content);
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    static async Task<UploadContent> ReadAsync(string filename, Stream staging, CancellationToken ct)
    {
        switch (Path.GetExtension(filename))
        {
            case ".deb":
                return new UploadContent.Deb(await DebReader.ReadAsync(staging, DebLimits.Default, ct));
            case ".rpm":
                return new UploadContent.Rpm(await RpmReader.ReadAsync(staging, RpmLimits.Default, ct));
            case ".dsc":
                return new UploadContent.Dsc(DscReader.Read((await ReadAllAsync(staging, ct)).Span, ControlLimits.Default));
            default:
                await DrainAsync(staging, ct);
                return new UploadContent.Other();
        }
    }

    static async Task<ReadOnlyMemory<byte>> ReadAllAsync(Stream staging, CancellationToken ct)
    {
        var bytes = new byte[LongestDsc + 1];
        var read = await staging.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        return read <= LongestDsc
            ? bytes.AsMemory(0, read)
            : throw new MalformedInputException("dsc.too-large", $"A .dsc may have {LongestDsc} bytes at the most.");
    }

    static async Task DrainAsync(Stream staging, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await staging.ReadAsync(buffer, ct) > 0)
            {
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
