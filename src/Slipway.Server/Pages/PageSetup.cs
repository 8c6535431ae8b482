using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;
using Slipway.Platform;
using Slipway.Platform.Pages;
using Slipway.Server.Sessions;

namespace Slipway.Server.Pages;

/// <summary>What is around the modules' pages: the document, style sheet, sessions, and the page for what is not there.</summary>
static class PageSetup
{
    public static IServiceCollection AddPages(this IServiceCollection services, DataFolder data)
    {
        services.AddRazorComponents();
        services.AddSingleton(new PageFrame(typeof(Document)));
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddDataProtection().SetApplicationName("Slipway").PersistKeysToFileSystem(new DirectoryInfo(data.SessionKeys));
        return services.AddAntiforgery(form =>
        {
            form.Cookie.Name = "slipway_form";
            form.Cookie.SameSite = SameSiteMode.Strict;
            form.SuppressXFrameOptionsHeader = true;
        });
    }

    /// <summary>An answer 404 without a body becomes the page for it where a browser asks; the same for what is absent and what is private.</summary>
    public static void UsePages(this WebApplication app) => app.UseStatusCodePages(context =>
        context.HttpContext.Response.StatusCode == StatusCodes.Status404NotFound && PageFrame.IsWantedBy(context.HttpContext.Request)
            ? context.HttpContext.RequestServices.GetRequiredService<PageFrame>()
                .Show<NotFoundPage>("Not found", status: StatusCodes.Status404NotFound).ExecuteAsync(context.HttpContext)
            : Task.CompletedTask);

    public static void MapPages(this WebApplication app)
    {
        app.MapGet("/assets/{file}", PageAssets.Get).ExcludeFromDescription();
        SessionEndpoints.Map(app);
    }
}
