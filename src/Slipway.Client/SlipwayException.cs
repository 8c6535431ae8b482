using System.Net;
using Slipway.Contracts;

namespace Slipway.Client;

/// <summary>The server answered, and refused.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="problem">What the server says of it; its code is stable.</param>
/// <param name="retryAfter">How long the server asks to be left alone, where it does.</param>
public sealed class SlipwayException(HttpStatusCode status, Problem problem, TimeSpan? retryAfter)
    : Exception(problem.Detail ?? problem.Title ?? $"The server answered {(int)status}.")
{
    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>What the server says of it.</summary>
    public Problem Problem { get; } = problem;

    /// <summary>From the answer's Retry-After.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Whether the same request may succeed a little later: 429, 502, 503.</summary>
    public bool IsTransient => Status is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable;
}
