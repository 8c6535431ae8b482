using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Slipway.Platform.Auth;

namespace Slipway.Platform.Pages;

/// <summary>Forms that our own pages sent: the session's cookie counts for them, since no other site can make one (antiforgery).</summary>
public sealed class PageForms(IAntiforgery antiforgery, BrowserSessions sessions, RequestCaller request)
{
    const int LongestForm = 256 * 1024;

    /// <summary>
    /// How every form of a page is answered: what is no form of ours is sent back to the page; what it is about is found, for who has the session;
    /// it is done, and the page is shown anew, with the reason where it was not done.
    /// </summary>
    /// <typeparam name="T">What the page is about.</typeparam>
    /// <param name="page">The page's path.</param>
    public async Task<IResult> AnswerAsync<T>(HttpContext context, string page, FormSteps<T> steps, CancellationToken ct)
        where T : class
    {
        if (await ReadAsync(context, ct) is not { } form)
        {
            return TypedResults.Redirect(page);
        }

        request.Caller = form.Caller;
        return await steps.Find() is not { } found ? TypedResults.NotFound()
            : await steps.Act(found, form) switch
            {
                FormOutcome.Done done => TypedResults.Redirect(done.Page ?? page),
                FormOutcome.Refused refused => await steps.Show(found, refused.Why),
                FormOutcome.Shown shown => shown.Answer,
                _ => throw new InvalidOperationException("an outcome without an answer"),
            };
    }

    async Task<PostedForm?> ReadAsync(HttpContext context, CancellationToken ct) =>
        context.Request.ContentLength is <= LongestForm && context.Request.HasFormContentType && await antiforgery.IsRequestValidAsync(context)
            ? new PostedForm(await context.Request.ReadFormAsync(ct), sessions.FindForForm(context.Request))
            : null;
}
