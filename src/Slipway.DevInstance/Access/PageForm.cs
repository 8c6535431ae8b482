using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Slipway.Platform.Auth;

namespace Slipway.DevInstance.Access;

/// <summary>A form that one of our own pages sent: the session's cookie counts for it, since no other site can make one (antiforgery).</summary>
sealed class PageForm(IAntiforgery antiforgery, BrowserSessions sessions, ProjectRequest request)
{
    const int LongestForm = 64 * 1024;

    /// <summary>Its fields, with the request's caller known; null where it is none of ours.</summary>
    public async Task<IFormCollection?> ReadAsync(HttpContext context, CancellationToken ct)
    {
        if (context.Request.ContentLength is not <= LongestForm || !context.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(context))
        {
            return null;
        }

        request.Caller = sessions.FindForForm(context.Request);
        return await context.Request.ReadFormAsync(ct);
    }
}
