using System.Net;

namespace Slipway.DependencyUpdates.Datasources.Http;

/// <summary>One request to one host, with its repetitions.</summary>
sealed class Exchange(HttpClient http, SourceOptions options, HostGate gate, TimeProvider time)
{
    public async Task<Answer> RunAsync(SourceRequest request, KeptAnswer? kept, int attempts, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var turn = await gate.EnterAsync(ct);
            using var limit = new CancellationTokenSource(options.RequestTimeout, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
            try
            {
                using var response = await http.SendAsync(Message(request, kept), HttpCompletionOption.ResponseHeadersRead, both.Token);
                if (Repeats(response, attempt < attempts)) continue;
                var answer = await AnswerReading.ReadAsync(response, request, options, both.Token);
                gate.Answered();
                return answer;
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
            {
                throw gate.Failed(new("deps.source-timeout", $"{gate.Host} did not answer within {options.RequestTimeout.TotalSeconds:0} seconds.", "Try later, or raise the time limit of requests."));
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException)
            {
                if (fault.InnerException is SourceException refused) throw refused;
                if (attempt < attempts && fault is HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } or IOException) continue;
                throw gate.Failed(new("deps.source-unreachable", $"{gate.Host} can't be reached: {fault.Message}", "Check the address, the network and the proxy.", fault));
            }
        }
    }

    /// <summary>Too many requests, or a server that is not well: waits as it asks, within the limit.</summary>
    bool Repeats(HttpResponseMessage response, bool again)
    {
        var status = response.StatusCode;
        var isLimit = status == HttpStatusCode.TooManyRequests || (status is HttpStatusCode.Forbidden && response.Headers.TryGetValues("x-ratelimit-remaining", out var left) && left.Contains("0"));
        if (!isLimit && status < HttpStatusCode.InternalServerError) return false;
        var wait = Wait(response);
        if (again && (wait ?? TimeSpan.FromMilliseconds(300)) <= options.LongestWait)
        {
            gate.PauseFor(wait ?? TimeSpan.FromMilliseconds(300));
            return true;
        }

        if (!isLimit) throw new SourceException("deps.source-error", $"{gate.Host} answers {(int)status}.", "Try later; tell the host's operator.");
        throw gate.Failed(new("deps.rate-limited", $"{gate.Host} allows no more requests{(wait is { } time ? $" for {time.TotalSeconds:0} seconds" : "")}.", "Give a token for the host: most allow more with one."));
    }

    TimeSpan? Wait(HttpResponseMessage response)
    {
        if (response.Headers.RetryAfter is { } after) return after.Delta ?? (after.Date is { } date ? date - time.GetUtcNow() : null);
        return response.Headers.TryGetValues("x-ratelimit-reset", out var reset) && long.TryParse(reset.First(), out var seconds) && seconds is > 0 and < 10_000_000_000
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) - time.GetUtcNow()
            : null;
    }

    HttpRequestMessage Message(SourceRequest request, KeptAnswer? kept)
    {
        var message = new HttpRequestMessage(request.Body is null ? HttpMethod.Get : HttpMethod.Post, request.Address) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
        if (request.Body is not null) message.Content = new ByteArrayContent(request.Body) { Headers = { { "Content-Type", "application/json" } } };
        if (request.Accept is not null) message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        if (kept?.Answer.ETag is { } tag) message.Headers.TryAddWithoutValidation("If-None-Match", tag);
        else if (kept?.Answer.LastModified is { } modified) message.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
        foreach (var credential in options.Credentials.Where(credential => string.Equals(credential.Host, request.Address.Authority, StringComparison.OrdinalIgnoreCase)))
            message.Headers.TryAddWithoutValidation(credential.Header, credential.Value);
        if (request.Bearer is not null)
        {
            message.Headers.Remove("Authorization");
            message.Headers.TryAddWithoutValidation("Authorization", "Bearer " + request.Bearer);
        }

        return message;
    }
}
