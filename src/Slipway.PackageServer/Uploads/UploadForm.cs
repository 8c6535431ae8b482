using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Slipway.Formats;

namespace Slipway.PackageServer.Uploads;

/// <summary>A multipart/form-data upload (RFC 7578), read as it arrives: files go to their stages, parts may come in any order.</summary>
sealed record UploadForm(IReadOnlyDictionary<string, string> Fields, IReadOnlyList<(string Part, StagedUpload File)> Files) : IAsyncDisposable
{
    const int LongestField = 64 * 1024;
    const int MostFields = 100;
    const int BufferSize = 64 * 1024;

    /// <exception cref="MalformedInputException">Not such a form, or a file in it is not a valid package.</exception>
    public static async Task<UploadForm> ReadAsync(HttpRequest request, UploadStager stager, UploadOptions limits, CancellationToken ct)
    {
        var reader = new MultipartReader(BoundaryOf(request), request.Body, BufferSize);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var files = new List<(string, StagedUpload)>();
        try
        {
            while (await reader.ReadNextSectionAsync(ct) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || !disposition.Name.HasValue)
                {
                    throw Malformed("A part has no Content-Disposition with a name.");
                }

                var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
                if (disposition.FileName.HasValue || disposition.FileNameStar.HasValue)
                {
                    AtMost(limits.MaxFiles, files.Count, "files");
                    files.Add((name, await stager.StageAsync(FilenameOf(disposition), section.Body, ct)));
                }
                else
                {
                    AtMost(MostFields, fields.Count, "fields");
                    fields[name] = await ReadFieldAsync(section.Body, ct);
                }
            }

            return new UploadForm(fields, files);
        }
        catch
        {
            await DisposeAsync(files);
            throw;
        }
    }

    public ValueTask DisposeAsync() => DisposeAsync(Files);

    static async ValueTask DisposeAsync(IEnumerable<(string Part, StagedUpload File)> files)
    {
        foreach (var (_, file) in files)
        {
            await file.DisposeAsync();
        }
    }

    static string BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 200 } boundary
            ? boundary.ToString()
            : throw Malformed("Send the package as multipart/form-data.");

    // Some clients send a whole path; only its last part is a name.
    static string FilenameOf(ContentDispositionHeaderValue disposition)
    {
        var name = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString();
        return name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
    }

    static async Task<string> ReadFieldAsync(Stream body, CancellationToken ct)
    {
        var bytes = new byte[LongestField + 1];
        var read = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        return read <= LongestField
            ? System.Text.Encoding.UTF8.GetString(bytes, 0, read)
            : throw Malformed($"A field may have {LongestField} bytes at the most.");
    }

    static void AtMost(int limit, int count, string what)
    {
        if (count >= limit)
        {
            throw Malformed($"A form may have {limit} {what} at the most.");
        }
    }

    static MalformedInputException Malformed(string why) => new("request.malformed", why);
}
