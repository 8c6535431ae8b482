using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Slipway.Formats;

namespace Slipway.PackageServer.Uploads;

/// <summary>A part of a form as it arrives; its body must be read before the next part is asked for.</summary>
/// <param name="Filename">Null: a field.</param>
readonly record struct UploadPart(string Name, string? Filename, Stream Body);

/// <summary>The parts of a multipart/form-data request (RFC 7578), in the order in which they come.</summary>
static class UploadParts
{
    const int BufferSize = 64 * 1024;

    /// <exception cref="MalformedInputException">Not such a form.</exception>
    public static async IAsyncEnumerable<UploadPart> ReadAsync(HttpRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        var reader = new MultipartReader(BoundaryOf(request), request.Body, BufferSize);
        while (await reader.ReadNextSectionAsync(ct) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || !disposition.Name.HasValue)
            {
                throw new MalformedInputException("request.malformed", "A part has no Content-Disposition with a name.");
            }

            yield return new UploadPart(HeaderUtilities.RemoveQuotes(disposition.Name).ToString(), FilenameOf(disposition), section.Body);
        }
    }

    static string BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 200 } boundary
            ? boundary.ToString()
            : throw new MalformedInputException("request.malformed", "Send the package as multipart/form-data.");

    // Some clients send a whole path; only its last part is a name.
    static string? FilenameOf(ContentDispositionHeaderValue disposition)
    {
        if (!disposition.FileName.HasValue && !disposition.FileNameStar.HasValue)
        {
            return null;
        }

        var name = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString();
        return name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
    }
}
