using Microsoft.AspNetCore.Antiforgery;
using Slipway.Platform.Auth;
using Slipway.Platform.Pages;
using Slipway.Server.Pages;

namespace Slipway.Server.Sessions;

/// <summary>Logging in to and out of the pages, by forms that only our own pages can send.</summary>
static class SessionEndpoints
{
    const int LongestForm = 16 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/login", (PageFrame frame) => frame.Show<LoginPage>("Log in")).ExcludeFromDescription();
        routes.MapPost("/login", LogInAsync).ExcludeFromDescription();
        routes.MapPost("/logout", LogOutAsync).ExcludeFromDescription();
    }

    static async Task<IResult> LogInAsync(HttpContext context, IAntiforgery antiforgery, BrowserSessions sessions, PageFrame frame, CancellationToken ct)
    {
        if (!await IsOursAsync(context, antiforgery))
        {
            return Again(frame, "This form was too old. Send it again.", StatusCodes.Status400BadRequest);
        }

        var token = (await context.Request.ReadFormAsync(ct))["token"].ToString().Trim();
        return token.Length is > 0 and <= 512 && sessions.Start(context, token)
            ? TypedResults.Redirect("/")
            : Again(frame, "This token is unknown, revoked or expired.", StatusCodes.Status401Unauthorized);
    }

    static async Task<IResult> LogOutAsync(HttpContext context, IAntiforgery antiforgery, BrowserSessions sessions)
    {
        if (!await IsOursAsync(context, antiforgery))
        {
            return TypedResults.Redirect("/");
        }

        sessions.End(context);
        return TypedResults.Redirect("/");
    }

    static async Task<bool> IsOursAsync(HttpContext context, IAntiforgery antiforgery) =>
        context.Request.ContentLength is <= LongestForm && await antiforgery.IsRequestValidAsync(context);

    static IResult Again(PageFrame frame, string error, int status) =>
        frame.Show<LoginPage>("Log in", new(StringComparer.Ordinal) { ["Error"] = error }, status);
}
