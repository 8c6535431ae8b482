using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Slipway.Formats;
using Slipway.PackageServer.Distributions;
using Slipway.PackageServer.Repositories;
using Slipway.Platform.Problems;

namespace Slipway.PackageServer.Uploads;

/// <summary>
/// Many packages in one request, each judged on its own: while one is read, those before it are on their way into a publication.
/// </summary>
sealed class PushBatch(UploadStager stager, PushPackage push, IOptions<UploadOptions> limits)
{
    /// <returns>
    /// What became of each part, by its place. One that is missing was not decided, for want of a disk or a whole body: it is to be sent again.
    /// </returns>
    /// <exception cref="MalformedInputException">Not such a form, and nothing was taken of it.</exception>
    public async Task<IReadOnlyList<(int Place, PushResult Result)>> PushAsync(
        HttpRequest request, RepositoryState repository, KnownDistribution distribution, PushAuthor author, CancellationToken ct)
    {
        var pushes = new List<Task<PushResult>>();
        ExceptionDispatchInfo? failure = null;
        try
        {
            await foreach (var part in UploadParts.ReadAsync(request, ct))
            {
                if (part is not { Name: "file", Filename: { } filename } || pushes.Count >= limits.Value.MaxBatchFiles)
                {
                    throw new MalformedInputException("request.malformed", $"A batch has up to {limits.Value.MaxBatchFiles} parts 'file' with file names, and no other part.");
                }

                pushes.Add(await TakeAsync(filename, part.Body));
            }
        }
        catch (Exception broken)
        {
            failure = ExceptionDispatchInfo.Capture(broken);
        }

        var results = new List<(int, PushResult)>(pushes.Count);
        for (var place = 0; place < pushes.Count; place++)
        {
            try
            {
                results.Add((place, await pushes[place]));
            }
            catch (Exception undecided)
            {
                failure ??= ExceptionDispatchInfo.Capture(undecided);
            }
        }

        if (results.Count == 0)
        {
            failure?.Throw();
        }

        return results;

        async Task<Task<PushResult>> TakeAsync(string filename, Stream body)
        {
            try
            {
                return PublishAsync(await stager.StageAsync(filename, body, ct));
            }
            catch (MalformedInputException malformed)
            {
                return Task.FromResult<PushResult>(new PushResult.Refused(ProblemCode.PackageMalformed, malformed.Code, malformed.Message));
            }
            catch (UploadTooLargeException tooLarge)
            {
                return Task.FromResult<PushResult>(new PushResult.Refused(ProblemCode.UploadTooLarge, null, tooLarge.Message));
            }
        }

        async Task<PushResult> PublishAsync(StagedUpload staged)
        {
            await using (staged)
            {
                return await push.PushAsync(repository, distribution, staged, [], author, ct);
            }
        }
    }
}
