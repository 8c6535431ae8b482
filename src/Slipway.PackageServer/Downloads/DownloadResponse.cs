using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Slipway.PackageServer.Downloads;

/// <summary>
/// Answers GET and HEAD with conditions and ranges (RFC 9110, sections 13 and 14). Dates are compared for equality, as apt keeps the
/// date of what it has: a date that is not ours proves nothing.
/// </summary>
static class DownloadResponse
{
    public static async Task WriteAsync(HttpContext context, IDownload download, bool isPrivate, DateTimeOffset now)
    {
        var response = context.Response;


        // After many publications in a second the last ones' dates lie ahead; a date that is still to come is not told.
        var modified = download.ModifiedAt <= now ? HeaderUtilities.FormatDate(download.ModifiedAt) : null;
        response.Headers.ETag = download.ETag;
        response.Headers.LastModified = modified;
        response.Headers.AcceptRanges = "bytes";
        response.Headers.CacheControl = CacheControl(download.Immutable, isPrivate);
        if (IsUnchanged(context.Request, download, modified))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var (from, count) = (0L, download.Length);
        switch (RangeOf(context.Request, download, modified))
        {
            case { Satisfiable: false }:
                response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
                response.Headers.ContentRange = $"bytes */{download.Length}";
                return;
            case { } range:
                (from, count) = (range.From, range.Count);
                response.StatusCode = StatusCodes.Status206PartialContent;
                response.Headers.ContentRange = $"bytes {from}-{from + count - 1}/{download.Length}";
                break;
        }

        response.ContentType = download.ContentType;
        response.ContentLength = count;
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await download.SendAsync(response.BodyWriter, from, count, context.RequestAborted);
        }
    }

    static string CacheControl(bool immutable, bool isPrivate) => (immutable, isPrivate) switch
    {
        (true, false) => "public, max-age=31536000, immutable",
        (true, true) => "private, max-age=31536000, immutable",
        (false, false) => "no-cache",
        (false, true) => "private, no-cache",
    };

    static bool IsUnchanged(HttpRequest request, IDownload download, string? modified)
    {
        if (request.Headers.IfNoneMatch.Count > 0)
        {
            return request.Headers.IfNoneMatch.Any(tags => tags is not null && (tags.Trim() == "*" || tags.Split(',').Any(tag => Weak(tag) == download.ETag)));
        }

        return modified is not null && request.Headers.IfModifiedSince.ToString() == modified;
    }

    static string Weak(string tag)
    {
        var trimmed = tag.Trim();
        return trimmed.StartsWith("W/", StringComparison.Ordinal) ? trimmed[2..] : trimmed;
    }

    /// <summary>Null: send all. Several ranges, a unit that is not bytes, or an If-Range that does not match: likewise.</summary>
    static ByteRange? RangeOf(HttpRequest request, IDownload download, string? modified)
    {
        var header = request.Headers.Range.ToString();
        if (!header.StartsWith("bytes=", StringComparison.Ordinal) || header.Contains(',', StringComparison.Ordinal)
            || (request.Headers.IfRange.Count > 0 && request.Headers.IfRange.ToString() is var condition && condition != download.ETag && condition != modified))
        {
            return null;
        }

        var dash = header.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || !TryNumber(header.AsSpan(6, dash - 6), out var first) || !TryNumber(header.AsSpan(dash + 1), out var last))
        {
            return null;
        }

        return (first, last) switch
        {
            (null, null) => null,
            (null, { } suffix) => suffix == 0 ? ByteRange.None : ByteRange.Of(Math.Max(0, download.Length - suffix), download.Length - 1),
            ({ } from, _) when from >= download.Length => ByteRange.None,
            ({ } from, var to) when to < from => null,
            ({ } from, var to) => ByteRange.Of(from, Math.Min(to ?? long.MaxValue, download.Length - 1)),
        };
    }

    static bool TryNumber(ReadOnlySpan<char> text, out long? number)
    {
        number = null;
        if (text.IsEmpty)
        {
            return true;
        }

        var good = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed);
        number = good ? parsed : null;
        return good;
    }

    sealed record ByteRange(long From, long Count, bool Satisfiable)
    {
        public static ByteRange None { get; } = new(0, 0, false);

        public static ByteRange Of(long first, long last) => new(first, last - first + 1, last >= first);
    }
}
