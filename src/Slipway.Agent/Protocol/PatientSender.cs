using System.Globalization;
using System.Net;

namespace Slipway.Agent.Protocol;

/// <summary>
/// Sends a request again while the answer says that it may help (408, 429, 500, 502, 503, 504, 512 and above): five
/// times in all, after 0.1 s and then twice as long each time, or after as long as the coordinator asks for. A redirect that keeps
/// the method (307, 308) is followed on the same host only: the request holds a token.
/// </summary>
sealed class PatientSender(HttpClient http, TimeProvider time)
{
    const int Attempts = 5;
    const int MostRedirects = 3;
    static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60);

    /// <param name="request">Makes the request anew for each attempt, with its body from the beginning.</param>
    /// <param name="limit">For one attempt, up to the answer's headers.</param>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> request, TimeSpan limit, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var response = await OnceAsync(request, limit, ct);
            if (attempt == Attempts || !MayHelp(response.StatusCode))
                return response;
            var wait = Asked(response) ?? TimeSpan.FromMilliseconds((100 << (attempt - 1)) * (0.75 + 0.5 * Random.Shared.NextDouble()));
            response.Dispose();
            await Task.Delay(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > s_longest ? s_longest : wait, time, ct);
        }
    }

    async Task<HttpResponseMessage> OnceAsync(Func<HttpRequestMessage> request, TimeSpan limit, CancellationToken ct)
    {
        using var message = request();
        using var late = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            for (var hop = 0; hop < MostRedirects && Next(response) is { } to; hop++)
            {
                response.Dispose();
                using var again = request();
                again.RequestUri = to;
                response = await http.SendAsync(again, HttpCompletionOption.ResponseHeadersRead, either.Token);
            }

            return response;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.Unknown, $"no answer within {limit.TotalSeconds:0} s");
        }
    }

    static Uri? Next(HttpResponseMessage response)
    {
        if (response.StatusCode is not (HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect) || response.Headers.Location is not { } location)
            return null;
        var from = response.RequestMessage!.RequestUri!;
        var to = new Uri(from, location);
        return to.Host == from.Host && (to.Scheme == from.Scheme || to.Scheme == "https") ? to : null;
    }

    static bool MayHelp(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout or >= (HttpStatusCode)512;

    TimeSpan? Asked(HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues("RateLimit-ResetTime", out var reset)
            && DateTimeOffset.TryParse(reset.First(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            return at - time.GetUtcNow();
        return response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - time.GetUtcNow() : null;
    }
}
