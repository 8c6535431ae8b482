using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Slipway.Agent.Protocol;

/// <summary>The calls of one job, by its own token.</summary>
sealed class JobApi(HttpClient http, PatientSender sender, RunnerInfo info, long id, string token)
{
    static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    public long Id => id;

    /// <summary>A piece of the trace, from <paramref name="start"/> on. Never throws for a fault of the network.</summary>
    public async Task<TraceAnswer> AppendTraceAsync(ReadOnlyMemory<byte> piece, long start, CancellationToken ct)
    {
        HttpRequestMessage Make()
        {
            var request = Request(HttpMethod.Patch, "trace?debug_trace=false", new ReadOnlyMemoryContent(piece));
            request.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
            // GitLab's own form: no unit, no total, the last byte's index.
            request.Content.Headers.TryAddWithoutValidation("Content-Range", $"{start}-{start + piece.Length - 1}");
            return request;
        }

        try
        {
            using var response = await sender.SendAsync(Make, s_limit, ct);
            var wish = Wish(response);
            return response.StatusCode switch
            {
                HttpStatusCode.Accepted => new TraceAnswer.Taken(wish, Interval(response)),
                HttpStatusCode.RequestedRangeNotSatisfiable when Have(response) is { } have => new TraceAnswer.Rewind(have, wish, Interval(response)),
                HttpStatusCode.NotFound => new TraceAnswer.Missing(wish),
                _ => new TraceAnswer.Failed((await RunnerApi.RefusedAsync(response, "take the trace", ct)).Message, wish),
            };
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return new TraceAnswer.Failed(fault.Message, JobWish.GoOn);
        }
    }

    /// <summary>Tells the job's state: <c>running</c>, <c>success</c> or <c>failed</c>. Never throws for a fault of the network.</summary>
    public async Task<UpdateAnswer> UpdateAsync(string state, string? failureReason, int? exitCode, TraceDigest? output, CancellationToken ct)
    {
        var body = new UpdateBody(token, state, failureReason, exitCode, output?.Checksum, output, info);
        try
        {
            using var response = await sender.SendAsync(() => Request(HttpMethod.Put, "", JsonContent.Create(body, ProtocolJson.Default.UpdateBody)), s_limit, ct);
            var wish = Wish(response);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => new UpdateAnswer.Done(wish),
                HttpStatusCode.Accepted => new UpdateAnswer.Again(Interval(response), wish),
                HttpStatusCode.PreconditionFailed => new UpdateAnswer.TraceMismatch(wish),
                HttpStatusCode.NotFound or HttpStatusCode.Forbidden => new UpdateAnswer.Gone(),
                _ => new UpdateAnswer.Failed((await RunnerApi.RefusedAsync(response, "take the job's state", ct)).Message, wish),
            };
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return new UpdateAnswer.Failed(fault.Message, JobWish.GoOn);
        }
    }

    /// <summary>Sends a request of this job's once, with no retry; the answer's body is not read yet.</summary>
    public Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken ct) => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);

    /// <summary>A request for <c>jobs/ID/WHAT</c>, with the job's token in its header.</summary>
    public HttpRequestMessage Request(HttpMethod method, string what, HttpContent? content)
    {
        var request = RunnerApi.Request(method, what.Length == 0 ? $"jobs/{id}" : $"jobs/{id}/{what}", null, content);
        request.Headers.Add("JOB-TOKEN", token);
        return request;
    }

    static JobWish Wish(HttpResponseMessage response)
    {
        if (response.StatusCode == HttpStatusCode.Forbidden)
            return JobWish.Abort;
        return Header(response, "Job-Status") switch
        {
            "canceled" or "failed" => JobWish.Abort,
            "canceling" => JobWish.CancelGracefully,
            _ => JobWish.GoOn,
        };
    }

    static TimeSpan? Interval(HttpResponseMessage response) =>
        int.TryParse(Header(response, "X-GitLab-Trace-Update-Interval"), CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(Math.Min(seconds, 15 * 60))
            : null;

    // 0-TOTAL: what stands after the dash is the next offset, not the last byte's index.
    static long? Have(HttpResponseMessage response) =>
        Header(response, "Range")?.Split('-') is [_, var end] && long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var have) ? have : null;

    static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? values.First() : null;
}
