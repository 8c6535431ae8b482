using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Slipway.Platform.Blobs;

namespace Slipway.BuildMachines.Artifacts;

/// <summary>A stored artifact as an answer: whole, or the range that was asked for. Always a download, never shown: it is a stranger's.</summary>
sealed class ArtifactDownload(IBlob blob, Artifact file) : IResult
{
    const int Chunk = 256 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using (blob)
        {
            var (request, response, ct) = (httpContext.Request, httpContext.Response, httpContext.RequestAborted);
            response.ContentType = "application/octet-stream";
            response.Headers.AcceptRanges = "bytes";
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers.CacheControl = "private, no-store";
            response.Headers.ContentSecurityPolicy = "sandbox";
            var disposition = new ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName(file.FileName);
            response.Headers.ContentDisposition = disposition.ToString();
            var (from, count) = (0L, blob.Length);
            if (RangeOf(request) is { } asked)
            {
                if (asked.From >= blob.Length)
                {
                    response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
                    response.Headers.ContentRange = $"bytes */{blob.Length}";
                    return;
                }

                (from, count) = (asked.From, Math.Min(asked.To, blob.Length - 1) - asked.From + 1);
                response.StatusCode = StatusCodes.Status206PartialContent;
                response.Headers.ContentRange = $"bytes {from}-{from + count - 1}/{blob.Length}";
            }

            response.ContentLength = count;
            if (HttpMethods.IsHead(request.Method))
            {
                return;
            }

            for (var end = from + count; from < end;)
            {
                var wanted = (int)Math.Min(Chunk, end - from);
                var read = await blob.ReadAsync(from, response.BodyWriter.GetMemory(wanted)[..wanted], ct);
                if (read == 0)
                {
                    throw new EndOfStreamException($"Blob {file.Sha256} is shorter than it was.");
                }

                response.BodyWriter.Advance(read);
                from += read;
                if ((await response.BodyWriter.FlushAsync(ct)).IsCompleted)
                {
                    return;
                }
            }
        }
    }

    // One range, as the runner's parallel download asks; anything else gets the whole.
    static (long From, long To)? RangeOf(HttpRequest request) =>
        RangeHeaderValue.TryParse(request.Headers.Range.ToString(), out var range) && range.Ranges is { Count: 1 } ranges && ranges.First() is { From: { } from } one
            ? (from, one.To ?? long.MaxValue)
            : null;
}
