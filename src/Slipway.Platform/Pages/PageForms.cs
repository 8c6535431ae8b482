using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Slipway.Platform.Auth;

namespace Slipway.Platform.Pages;

/// <summary>Forms that our own pages sent: the session's cookie counts for them, since no other site can make one (antiforgery).</summary>
public sealed class PageForms(IAntiforgery antiforgery, BrowserSessions sessions)
{
    const int LongestForm = 256 * 1024;

    /// <summary>Its fields and who sent it; null where it is none of ours.</summary>
    public async Task<PostedForm?> ReadAsync(HttpContext context, CancellationToken ct) =>
        context.Request.ContentLength is <= LongestForm && context.Request.HasFormContentType && await antiforgery.IsRequestValidAsync(context)
            ? new PostedForm(await context.Request.ReadFormAsync(ct), sessions.FindForForm(context.Request))
            : null;
}

public sealed record PostedForm(IFormCollection Fields, Caller Caller)
{
    /// <summary>A field's text; empty where there is none.</summary>
    public string this[string name] => Fields[name].ToString();

    public bool Has(string name) => Fields.ContainsKey(name);

    /// <summary>Words with commas between them.</summary>
    public string[] Words(string name) => this[name].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
