using System.Globalization;
using System.IO.Hashing;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Slipway.BuildMachines.Tests;

/// <summary>GitLab Runner's side of its API, as network/gitlab.go sends and reads it.</summary>
public sealed class RunnerClient(string server, string token, string systemId) : IDisposable
{
    readonly HttpClient http = new() { BaseAddress = new Uri(server + "/api/v4/"), Timeout = TimeSpan.FromMinutes(2) };

    public static JsonObject Features { get; } = new()
    {
        ["upload_multiple_artifacts"] = true, ["refspecs"] = true, ["trace_reset"] = true, ["trace_checksum"] = true, ["cancel_gracefully"] = true,
        ["return_exit_code"] = true, ["two_phase_job_commit"] = true, ["masking"] = true,
    };

    public long Id { get; init; }

    public string Token => token;

    public HttpClient Http => http;

    public static JsonObject Info() => new()
    {
        ["name"] = "gitlab-runner", ["version"] = "19.4.0", ["revision"] = "d79f3e7", ["platform"] = "linux", ["architecture"] = "amd64",
        ["executor"] = "shell", ["shell"] = "bash", ["features"] = Features.DeepClone(), ["config"] = new JsonObject { ["gpus"] = "" },
    };

    /// <summary>One request, held by the server; null for 204.</summary>
    public async Task<RunnerJob?> TryRequestAsync()
    {
        var body = new JsonObject { ["info"] = Info(), ["token"] = token, ["system_id"] = systemId };
        using var answer = await http.PostAsJsonAsync("jobs/request", body);
        if (answer.StatusCode == HttpStatusCode.NoContent)
        {
            return null;
        }

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        var text = await answer.Content.ReadAsStringAsync();
        return new RunnerJob(this, StrictDecoding.Job(text));
    }

    public async Task<RunnerJob> RequestAsync()
    {
        for (var i = 0; i < 10; i++)
        {
            if (await TryRequestAsync() is { } job)
            {
                return job;
            }
        }

        throw new TimeoutException("There was no job.");
    }

    /// <summary>Takes a job and says at once that it has it.</summary>
    public async Task<RunnerJob> TakeAsync()
    {
        var job = await RequestAsync();
        (await job.UpdateAsync("running")).StatusCode.ShouldBe(HttpStatusCode.OK);
        return job;
    }

    public void Dispose() => http.Dispose();
}

/// <summary>A job that a runner holds.</summary>
public sealed class RunnerJob(RunnerClient runner, JsonObject payload)
{
    readonly List<byte> sent = [];

    public JsonObject Payload => payload;

    public long Id => (long)payload["id"]!;

    public string Token => (string)payload["token"]!;

    public string Name => (string)payload["job_info"]!["name"]!;

    public string? Variable(string key) => (string?)payload["variables"]!.AsArray().FirstOrDefault(variable => (string?)variable!["key"] == key)?["value"];

    public Task<HttpResponseMessage> UpdateAsync(string state, string? reason = null, int? exitCode = null, string? checksum = null)
    {
        var body = new JsonObject
        {
            ["token"] = Token, ["state"] = state, ["info"] = RunnerClient.Info(), ["failure_reason"] = reason,
            ["output"] = new JsonObject { ["checksum"] = checksum ?? Checksum(), ["bytesize"] = sent.Count },
        };
        if (exitCode is not null)
        {
            body["exit_code"] = exitCode;
        }

        var request = new HttpRequestMessage(HttpMethod.Put, $"jobs/{Id}") { Content = JsonContent.Create(body) };
        request.Headers.Add("JOB-TOKEN", Token);
        return runner.Http.SendAsync(request);
    }

    public async Task SucceedAsync() => (await UpdateAsync("success")).StatusCode.ShouldBe(HttpStatusCode.OK);

    public async Task FailAsync(string reason = "script_failure", int exitCode = 1) => (await UpdateAsync("failed", reason, exitCode)).StatusCode.ShouldBe(HttpStatusCode.OK);

    /// <param name="start">Where the runner believes it is; null: after what it sent.</param>
    public async Task<HttpResponseMessage> TraceAsync(string text, int? start = null)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var from = start ?? sent.Count;
        var answer = await PatchAsync(bytes, from);
        if (answer.StatusCode == HttpStatusCode.Accepted)
        {
            sent.RemoveRange(from, sent.Count - from);
            sent.AddRange(bytes);
        }

        return answer;
    }

    public Task<HttpResponseMessage> PatchAsync(byte[] bytes, int from)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, $"jobs/{Id}/trace?debug_trace=false") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        request.Content.Headers.TryAddWithoutValidation("Content-Range", string.Create(CultureInfo.InvariantCulture, $"{from}-{from + bytes.Length - 1}"));
        request.Headers.Add("JOB-TOKEN", Token);
        return runner.Http.SendAsync(request);
    }

    /// <summary>Chunked, without a length, as the runner's pipe is.</summary>
    public async Task<HttpResponseMessage> UploadAsync(byte[] bytes, string fileName, string query)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", fileName } };
        var request = new HttpRequestMessage(HttpMethod.Post, $"jobs/{Id}/artifacts?{query}") { Content = form };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("JOB-TOKEN", Token);
        return await runner.Http.SendAsync(request);
    }

    public async Task<HttpResponseMessage> DownloadAsync(long job, string? jobToken = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"jobs/{job}/artifacts");
        request.Headers.Add("JOB-TOKEN", jobToken ?? Token);
        return await runner.Http.SendAsync(request);
    }

    string Checksum() => "crc32:" + Crc32.HashToUInt32([.. sent]).ToString("x8", CultureInfo.InvariantCulture);
}
