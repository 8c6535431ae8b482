using Microsoft.AspNetCore.Http;
using Slipway.Formats;

namespace Slipway.PackageServer.Uploads;

/// <summary>A multipart/form-data upload (RFC 7578), read as it arrives: files go to their stages, parts may come in any order.</summary>
sealed record UploadForm(IReadOnlyDictionary<string, string> Fields, IReadOnlyList<(string Part, StagedUpload File)> Files) : IAsyncDisposable
{
    const int LongestField = 64 * 1024;
    const int MostFields = 100;

    /// <exception cref="MalformedInputException">Not such a form, or a file in it is not a valid package.</exception>
    public static async Task<UploadForm> ReadAsync(HttpRequest request, UploadStager stager, UploadOptions limits, CancellationToken ct)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var files = new List<(string, StagedUpload)>();
        try
        {
            await foreach (var part in UploadParts.ReadAsync(request, ct))
            {
                if (part.Filename is { } filename)
                {
                    AtMost(limits.MaxFiles, files.Count, "files");
                    files.Add((part.Name, await stager.StageAsync(filename, part.Body, ct)));
                }
                else
                {
                    AtMost(MostFields, fields.Count, "fields");
                    fields[part.Name] = await ReadFieldAsync(part.Body, ct);
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
