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
