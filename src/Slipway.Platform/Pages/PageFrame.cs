using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Slipway.Platform.Pages;

/// <summary>Puts a module's page into the server's one document, whose type a module doesn't know.</summary>
/// <param name="document">A component with the parameters <c>Title</c>, <c>Page</c>, <c>Parameters</c> and <c>Live</c>.</param>
public sealed class PageFrame(Type document)
{
    public Type Document => document;

    /// <param name="live">For a page that changes while it is looked at.</param>
    public IResult Show<TPage>(string title, Dictionary<string, object?>? parameters = null, int status = StatusCodes.Status200OK, LivePart? live = null)
        where TPage : IComponent => new FramedPage(document, title, typeof(TPage), parameters ?? [], status, live);

    /// <summary>Browsers say that they take HTML; apt, dnf, curl and the API's clients don't.</summary>
    public static bool IsWantedBy(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
