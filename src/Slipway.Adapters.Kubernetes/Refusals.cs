using System.Globalization;
using System.Net;
using System.Text.Json;
using k8s.Autorest;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Kubernetes;

/// <summary>What the API server's refusal of a pod means; null for what may be asked again (5xx, a broken connection).</summary>
static class Refusals
{
    static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    public static StartOutcome? Read(HttpOperationException refused)
    {
        var why = Message(refused);
        return refused.Response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => new StartOutcome.NoRoom($"the API server is busy: {why}", RetryAfter(refused)),
            // A quota is a prohibition that passes.
            HttpStatusCode.Forbidden when why.Contains("exceeded quota", StringComparison.Ordinal) || why.Contains("quota", StringComparison.OrdinalIgnoreCase) => new StartOutcome.NoRoom(why),
            HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity => new StartOutcome.Refused(why),
            _ => null,
        };
    }

    /// <summary>The message of the Status object, else what HTTP says.</summary>
    static string Message(HttpOperationException refused)
    {
        try
        {
            using var status = JsonDocument.Parse(refused.Response.Content ?? "");
            if (status.RootElement.ValueKind == JsonValueKind.Object && status.RootElement.TryGetProperty("message", out var message) && message.GetString() is { Length: > 0 } text)
                return text.Length > 1000 ? text[..1000] : text;
        }
        catch (JsonException)
        {
            // no Status: a proxy's page
        }

        return string.Create(CultureInfo.InvariantCulture, $"the API server answered {(int)refused.Response.StatusCode}");
    }

    static TimeSpan? RetryAfter(HttpOperationException refused)
    {
        var header = refused.Response.Headers.FirstOrDefault(header => header.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault();
        return int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(Math.Min(seconds, s_longest.TotalSeconds)) : null;
    }
}
