using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Slipway.DevInstance.Git;

namespace Slipway.DevInstance.Transport;

/// <summary>A request's body on its way into git, piece by piece; unpacked where git packed it.</summary>
static class RequestBody
{
    const int Piece = 64 * 1024;

    // What git did not want to read is read to the end all the same, or its client would not see the answer: it sends first.
    static readonly TimeSpan LongestDrain = TimeSpan.FromMinutes(1);

    /// <param name="broken">The client is gone or talks nonsense: git must not take the half for the whole.</param>
    public static async Task SendAsync(HttpRequest request, GitProcess process, Action broken, CancellationToken ct)
    {
        await using var body = Open(request);
        var piece = new byte[Piece];
        var listening = true;
        using var drain = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            int read;
            while ((read = await body.ReadAsync(piece, drain.Token)) > 0)
            {
                if (listening && !await TryWriteAsync(process, piece.AsMemory(0, read)))
                {
                    listening = false;
                    drain.CancelAfter(LongestDrain);
                }
            }

            if (listening)
            {
                process.Input.Close();
            }
        }
        catch (Exception cut) when (cut is IOException or InvalidDataException or OperationCanceledException or BadHttpRequestException)
        {
            broken();
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
