using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Slipway.DevInstance.Git;

namespace Slipway.DevInstance.Transport;

/// <summary>A request's body on its way into git, piece by piece; unpacked where git packed it.</summary>
static class RequestBody
{
    const int Piece = 64 * 1024;

    public static async Task SendAsync(HttpRequest request, GitProcess process, CancellationToken over)
    {
        await using var body = Open(request);
        var piece = new byte[Piece];
        var listening = true;
        int read;
        while ((read = await body.ReadAsync(piece, over)) > 0)
        {
            listening = listening && await TryWriteAsync(process, piece.AsMemory(0, read));
        }

        if (listening)
        {
            process.Input.Close();
        }
    }

    static Stream Open(HttpRequest request) => request.Headers.ContentEncoding.ToString() is "gzip" or "x-gzip"
        ? new GZipStream(request.Body, CompressionMode.Decompress)
        : request.Body;

    static async Task<bool> TryWriteAsync(GitProcess process, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await process.Input.WriteAsync(bytes);
            await process.Input.FlushAsync();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
