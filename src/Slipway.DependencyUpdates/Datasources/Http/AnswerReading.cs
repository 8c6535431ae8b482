using System.Net;

namespace Slipway.DependencyUpdates.Datasources.Http;

/// <summary>Takes what matters out of a response, bounded.</summary>
static class AnswerReading
{
    /// <exception cref="SourceException">Neither 200, 304, a redirect nor a wanted challenge.</exception>
    public static async Task<Answer> ReadAsync(HttpResponseMessage response, SourceRequest request, SourceOptions options, CancellationToken ct)
    {
        var host = request.Address.Authority;
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                return new(await BodyAsync(response, request.MaxBytes ?? options.MaxAnswerBytes, host, ct))
                {
                    ETag = response.Headers.ETag?.ToString(),
                    LastModified = response.Content.Headers.LastModified?.ToString("r"),
                    Link = Link(response),
                    ContentType = response.Content.Headers.ContentType?.MediaType,
                };
            case HttpStatusCode.NotModified:
                return new([]) { NotModified = true, Link = Link(response) };
            case HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect when response.Headers.Location is { } location:
                return new([]) { Redirect = location.OriginalString };
            case HttpStatusCode.Unauthorized when request.WantsChallenge:
                return new([]) { Challenge = response.Headers.WwwAuthenticate.ToString() };
            case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                throw SourceException.NotFound(request.ToString());
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                throw new SourceException("deps.source-forbidden", $"{host} does not let us read {request.Address.AbsolutePath} ({(int)response.StatusCode}).", "Give a token for this host.");
            default:
                throw new SourceException("deps.source-error", $"{host} answers {(int)response.StatusCode}.", "Check the address; try later.");
        }
    }

    static string? Link(HttpResponseMessage response) => response.Headers.TryGetValues("Link", out var links) ? string.Join(',', links) : null;

    static async Task<byte[]> BodyAsync(HttpResponseMessage response, long most, string host, CancellationToken ct)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        using var body = new MemoryStream();
        var buffer = new byte[64 << 10];
        int read;
        while ((read = await stream.ReadAsync(buffer, ct)) > 0)
        {
            if (body.Length + read > most) throw new SourceException("deps.source-too-large", $"An answer of {host} has more than {most >> 20} MiB.", "Ask for less, or raise the limit of answers.");
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
