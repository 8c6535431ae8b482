using System.Net;
using Slipway.Agent.Jobs;
using Slipway.Agent.Protocol;
using Slipway.Agent.Traces;

namespace Slipway.Agent.Artifacts;

/// <summary>Brings the artifacts of the jobs that this one depends on into its work tree.</summary>
sealed class ArtifactDownload(RunnerApi api, JobFolders folders, JobTrace trace, ZipReader unpack, long limit, TimeProvider time)
{
    const int MostRedirects = 3;
    static readonly TimeSpan s_limit = TimeSpan.FromMinutes(60);

    /// <exception cref="JobFailure">They are not to be had.</exception>
    public async Task BringAsync(DependencyFacts dependency, string ownToken, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(dependency.ArtifactsFile?.Filename))
            return;
        var from = $"Downloading artifacts for {dependency.Name} ({dependency.Id})...";
        var file = Path.Combine(folders.Private, $"dependency-{dependency.Id}");
        var job = api.Job(dependency.Id, dependency.Token is { Length: > 0 } token ? token : ownToken);
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                var (status, why) = await OnceAsync(job, file, ct);
                if (status is HttpStatusCode.OK)
                    break;
                if (attempt == Patience.Pauses.Count || !MayPass(status))
                    throw new JobFailure(JobFailure.System, $"{from} {why}");
                trace.Warning($"{from} {why}, trying again");
                await Task.Delay(Patience.Pauses[attempt], time, ct);
            }

            await unpack.UnpackAsync(file, ct);
            trace.Line($"{from} {new FileInfo(file).Length} bytes");
        }
        catch (ArchiveRefusedException refused)
        {
            throw new JobFailure(JobFailure.System, $"{from} the archive is refused: {refused.Message}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    // No answer at all, or one that says so.
    static bool MayPass(HttpStatusCode? status) => status is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    async Task<(HttpStatusCode? Status, string Why)> OnceAsync(JobApi job, string to, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(s_limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            var response = await job.SendOnceAsync(job.Request(HttpMethod.Get, "artifacts", null), either.Token);
            // To an object store: its URL is signed, and the job's token is none of its business.
            for (var hop = 0; hop < MostRedirects && response.StatusCode is HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect && response.Headers.Location is { } location; hop++)
            {
                var next = new Uri(response.RequestMessage!.RequestUri!, location);
                response.Dispose();
                response = await job.SendOnceAsync(new HttpRequestMessage(HttpMethod.Get, next), either.Token);
            }

            using (response)
            {
                if (response.StatusCode == HttpStatusCode.OK)
                    await KeepAsync(response, to, either.Token);
                return (response.StatusCode, $"{(int)response.StatusCode} {response.ReasonPhrase}");
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return (null, fault.Message);
        }
    }

    async Task KeepAsync(HttpResponseMessage response, string to, CancellationToken ct)
    {
        await using var content = await response.Content.ReadAsStreamAsync(ct);
        await using var file = new FileStream(to, FileMode.Create, FileAccess.Write);
        var buffer = new byte[64 * 1024];
        for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
        {
            if (file.Length + read > limit)
                throw new ArchiveRefusedException($"it is larger than {limit} bytes");
            await file.WriteAsync(buffer.AsMemory(0, read), ct);
        }
    }
}
