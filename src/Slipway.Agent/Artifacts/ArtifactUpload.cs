using System.Net;
using System.Net.Http.Headers;
using Slipway.Agent.Jobs;
using Slipway.Agent.Protocol;
using Slipway.Agent.Traces;

namespace Slipway.Agent.Artifacts;

/// <summary>Packs what a job leaves, and sends it.</summary>
sealed class ArtifactUpload(JobApi api, JobFolders folders, JobVariables variables, Collector collector, JobTrace trace, TimeProvider time)
{
    const int Tries = 3;
    const int TriesWhenUnavailable = 6;
    static readonly TimeSpan s_limit = TimeSpan.FromMinutes(60);

    /// <exception cref="JobFailure">It can't be delivered.</exception>
    public async Task SendAsync(ArtifactFacts artifact, CancellationToken ct)
    {
        trace.Line($"Uploading artifacts{(artifact.ArtifactType is null or "archive" ? "" : $" ({artifact.ArtifactType})")}...");
        var found = await collector.CollectAsync("artifact", artifact.Paths ?? [], artifact.Exclude ?? [], artifact.Untracked, ct);
        var files = found.Where(path => path != ".git" && !path.StartsWith(".git/", StringComparison.Ordinal)).ToList();
        if (files.Count == 0)
        {
            trace.Error("No files to upload");
            return;
        }

        var packed = Path.Combine(folders.Private, $"artifact-{Guid.NewGuid():n}");
        var name = await PackAsync(artifact, files, packed, ct);
        try
        {
            await DeliverAsync(artifact, name, packed, ct);
        }
        finally
        {
            File.Delete(packed);
        }
    }

    /// <summary>Packs as the coordinator wants it, and gives the file name to send.</summary>
    async Task<string> PackAsync(ArtifactFacts artifact, List<string> files, string to, CancellationToken ct)
    {
        var name = Path.GetFileName(variables.Expand(artifact.Name ?? ""));
        name = name.Length == 0 ? artifact.ArtifactType is null or "archive" ? "artifacts" : artifact.ArtifactType : name;
        switch (artifact.ArtifactFormat)
        {
            case null or "" or "zip":
                await ZipWriter.WriteAsync(folders.Tree, files, to, ct);
                return name + ".zip";
            case "gzip":
                await GzipReport.WriteAsync(folders.Tree, files, to, ct);
                return name + ".gz";
            case "raw" when files.Count == 1:
                File.Copy(Path.Combine(folders.Tree, files[0]), to);
                return name;
            case "raw":
                throw new JobFailure(JobFailure.Script, $"The artifact {name} is raw, so it takes one file, but {files.Count} match.");
            case var other:
                throw new JobFailure(JobFailure.Configuration, $"The artifact {name} wants the format \"{other}\"; this runner packs zip, gzip and raw.");
        }
    }

    async Task DeliverAsync(ArtifactFacts artifact, string name, string packed, CancellationToken ct)
    {
        var where = $"artifacts?artifact_format={Uri.EscapeDataString(artifact.ArtifactFormat is { Length: > 0 } format ? format : "zip")}"
            + $"&artifact_type={Uri.EscapeDataString(artifact.ArtifactType is { Length: > 0 } type ? type : "archive")}"
            + (artifact.ExpireIn is { Length: > 0 } expire ? $"&expire_in={Uri.EscapeDataString(expire)}" : "");
        for (var attempt = 1; ; attempt++)
        {
            var (status, why) = await OnceAsync(where, name, packed, ct);
            if (status is HttpStatusCode.Created)
            {
                trace.Line($"Uploading artifacts as \"{artifact.ArtifactType ?? "archive"}\" to coordinator... 201 Created");
                return;
            }

            var message = $"Uploading artifacts as \"{artifact.ArtifactType ?? "archive"}\" to coordinator... {why}";
            if (status is HttpStatusCode.RequestEntityTooLarge)
                throw new JobFailure(JobFailure.System, $"{message}: too large archive ({new FileInfo(packed).Length} bytes)");
            if (status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized || attempt == (status is HttpStatusCode.ServiceUnavailable ? TriesWhenUnavailable : Tries))
                throw new JobFailure(JobFailure.System, message);
            trace.Warning(message + ", trying again");
            await Task.Delay(TimeSpan.FromSeconds(attempt), time, ct);
        }
    }

    async Task<(HttpStatusCode? Status, string Why)> OnceAsync(string where, string name, string packed, CancellationToken ct)
    {
        using var content = new MultipartFormDataContent();
        var file = new StreamContent(new FileStream(packed, FileMode.Open, FileAccess.Read, FileShare.Read));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Add(file, "file", name);
        using var request = api.Request(HttpMethod.Post, where, content);
        request.Headers.TransferEncodingChunked = true;
        request.Headers.ExpectContinue = true; // hear of a refusal before the bytes are sent
        using var late = new CancellationTokenSource(s_limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            using var response = await api.SendOnceAsync(request, either.Token);
            return (response.StatusCode, $"{(int)response.StatusCode} {response.ReasonPhrase}");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return (null, fault.Message);
        }
    }
}
