using Microsoft.AspNetCore.Http;
using Slipway.Platform.Pages;

namespace Slipway.DevInstance.Access;

/// <summary>A form of a project's page: with it the request's caller is who has the session.</summary>
sealed class PageForm(PageForms forms, ProjectRequest request)
{
    /// <summary>Its fields, with the request's caller known; null where it is none of ours.</summary>
    public async Task<IFormCollection?> ReadAsync(HttpContext context, CancellationToken ct)
    {
        if (await forms.ReadAsync(context, ct) is not { } form)
        {
            return null;
        }

        request.Caller = form.Caller;
        return form.Fields;
    }
}
