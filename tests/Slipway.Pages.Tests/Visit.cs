using Microsoft.Playwright;

namespace Slipway.Pages.Tests;

/// <summary>One visitor's page. What went wrong in it on the way fails the test at the end.</summary>
public sealed class Visit : IAsyncDisposable
{
    readonly IBrowserContext context;
    readonly List<string> faults = [];

    public Visit(IBrowserContext context, IPage page, string server)
    {
        (this.context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            // A refused login or form is told by its status too; that is no fault of the page.
            if (message.Type == "error" && !message.Text.Contains("status of 401", StringComparison.Ordinal) && !message.Text.Contains("status of 409", StringComparison.Ordinal))
                faults.Add($"console: {message.Text}");
        };
        page.PageError += (_, error) => faults.Add($"script: {error}");
        page.Dialog += (_, dialog) => faults.Add($"dialog: {dialog.Message}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(server, StringComparison.Ordinal))
                faults.Add($"request to another host: {request.Url}");
        };
    }

    public IPage Page { get; }

    /// <summary>A picture for people to look at, where SLIPWAY_SCREENSHOTS names a folder: light and dark, wide and narrow.</summary>
    public async Task ShootAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("SLIPWAY_SCREENSHOTS") is not { Length: > 0 } folder)
        {
            return;
        }

        foreach (var (scheme, width) in ((ColorScheme, int)[])[(ColorScheme.Light, 1280), (ColorScheme.Dark, 1280), (ColorScheme.Light, 390)])
        {
            await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await Page.SetViewportSizeAsync(width, 800);
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{scheme.ToString().ToLowerInvariant()}-{width}.png"), FullPage = true });
        }

        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await Page.SetViewportSizeAsync(1280, 720);
    }

    public async Task LogInAsync(string token)
    {
        await Page.GotoAsync("/login");
        await Page.GetByLabel("Token").FillAsync(token);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        faults.ShouldBeEmpty();
    }
}
