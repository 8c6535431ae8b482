using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Slipway.Platform.Pages;

/// <summary>
/// A page as an answer. Its headers allow our own style sheet and forms, and nothing else: text that came in a package runs nowhere, even
/// where the encoding of it failed. A page shows what its reader may see, so no cache keeps it.
/// </summary>
sealed class FramedPage(Type document, string title, Type page, Dictionary<string, object?> parameters, int status, LivePart? live) : IResult
{
    const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        // Only a page that has a script of ours may run it, and ask this server only.
        headers.ContentSecurityPolicy = live is null ? Policy : Policy + "; script-src 'self'; connect-src 'self'";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return new RazorComponentResult(document, new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["Title"] = title,
            ["Page"] = page,
            ["Parameters"] = parameters,
            ["Live"] = live,
        })
        {
            StatusCode = status,
            PreventStreamingRendering = true,
        }.ExecuteAsync(httpContext);
    }
}
