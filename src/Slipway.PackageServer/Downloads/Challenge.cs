using Microsoft.AspNetCore.Http;

namespace Slipway.PackageServer.Downloads;

/// <summary>
/// zypper allows its libcurl digest as well as basic, so that it sends no password before it was asked for one (RFC 9110, section 11.6.1).
/// It alone is asked, and where there is nothing as well as where it is private: the two still look alike.
/// </summary>
static class Challenge
{
    /// <summary>zypper, without credentials so far.</summary>
    public static bool IsAwaitedBy(HttpRequest request) =>
        request.Headers.Authorization.Count == 0 && request.Headers.UserAgent.ToString().StartsWith("ZYpp", StringComparison.Ordinal);

    public static void Send(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status401Unauthorized;
        response.Headers.WWWAuthenticate = "Basic realm=\"packages\", charset=\"UTF-8\"";
        response.Headers.CacheControl = "no-store";
    }
}
