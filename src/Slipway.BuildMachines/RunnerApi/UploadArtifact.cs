using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Slipway.BuildMachines.Artifacts;
using Slipway.BuildMachines.Jobs;
using Slipway.Pipelines.Jobs;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.RunnerApi;

/// <summary><c>POST /jobs/:id/artifacts</c>: multipart, one part <c>file</c>, chunked and of unknown length; streamed to its blob.</summary>
static class UploadArtifact
{
    static readonly string[] Formats = ["zip", "gzip", "raw", "zipzstd", "tarzstd"];

    public static async Task<IResult> RunAsync(long id, HttpContext http, JobCall calls, ArtifactStore artifacts, IDbContextFactory<SlipwayDb> databases, CancellationToken ct)
    {
        if (calls.Find(id, http.Request) is null)
        {
            return await calls.RefuseAsync(id, http, null, ct);
        }

        var query = http.Request.Query;
        var (type, format) = (Or(query["artifact_type"], "archive"), Or(query["artifact_format"], "zip"));
        if (!Formats.Contains(format) || type.Length > 64 || !type.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
        {
            return Answer.Malformed($"The artifact format or type is not one that is known: {string.Join(", ", Formats)}.");
        }

        try
        {
            var (expiry, access) = await WishesAsync(databases, id, ct);
            var form = new SentForm(BoundaryOf(http.Request), http.Request.Body);
            while (await form.NextAsync(ct) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || HeaderUtilities.RemoveQuotes(disposition.Name) != "file")
                {
                    continue;
                }

                var outcome = await artifacts.AddAsync(new ArtifactUpload(id, type, format, FileNameOf(disposition), expiry, access), new SentPart(section.Body), ct);
                calls.Find(id, http.Request); // a long upload is a word of the runner's as well
                return outcome switch
                {
                    ArtifactOutcome.Added => Answer.Say(201, "201 Created"),
                    ArtifactOutcome.TooLarge large => Answer.Say(413, $"413 Request Entity Too Large: an artifact may have {large.Limit} bytes at the most."),
                    ArtifactOutcome.Malformed malformed => Answer.Malformed(malformed.Why),
                    _ => throw new InvalidOperationException("an outcome without an answer"),
                };
            }
        }
        catch (Exception malformed) when (malformed is InvalidDataException or BadHttpRequestException)
        {
            return Answer.Malformed("The upload is no multipart form, or it was cut off. Send it again.");
        }

        return Answer.Malformed("The form has no part named file.");
    }

    // What the job's configuration says, not what the runner repeats of it.
    static async Task<(ArtifactExpiry Expiry, ArtifactAccess Access)> WishesAsync(IDbContextFactory<SlipwayDb> databases, long id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var json = await (
            from job in db.Set<Job>()
            join definition in db.Set<JobDefinition>() on job.DefinitionId equals definition.Id
            where job.Id == id
            select definition.Json).SingleAsync(ct);
        var wanted = DefinitionJson.Read(json).Artifacts;
        ArtifactExpiry expiry = wanted switch
        {
            { Expires: { } time } => new ArtifactExpiry.After(time),
            { ExpireIn: not null } => new ArtifactExpiry.Never(),
            _ => new ArtifactExpiry.Default(),
        };
        return (expiry, wanted?.Access ?? ArtifactAccess.All);
    }

    static string BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 200 } boundary
            ? boundary.ToString()
            : throw new InvalidDataException();

    static string FileNameOf(ContentDispositionHeaderValue disposition)
    {
        var name = HeaderUtilities.RemoveQuotes(disposition.FileName).ToString();
        name = new string([.. name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c) && c != '"').Take(200)]);
        return name.Length == 0 || name is "." or ".." ? "artifact" : name;
    }

    static string Or(string? text, string otherwise) => string.IsNullOrEmpty(text) ? otherwise : text;
}
