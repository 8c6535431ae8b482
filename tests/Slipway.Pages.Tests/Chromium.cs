using Microsoft.Playwright;
using Slipway.Testing;

[assembly: AssemblyFixture(typeof(Slipway.Pages.Tests.Chromium))]

namespace Slipway.Pages.Tests;

/// <summary>Debian's Chromium and a server of its own. A page's console may hold no error, and no request may leave for another host.</summary>
public sealed class Chromium : IAsyncLifetime
{
    IPlaywright playwright = null!;
    IBrowser browser = null!;

    public ServerProcess Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await ServerProcess.StartAsync(null, "--Machines:SampleEvery=00:00:01", "--Machines:Every=00:00:00.5");
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A visitor with no cookies.</summary>
    public async Task<Visit> VisitAsync(bool javaScript = true, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = Server.Url, JavaScriptEnabled = javaScript, ColorScheme = scheme });
        return new Visit(context, await context.NewPageAsync(), Server.Url);
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
        await Server.DisposeAsync();
    }
}
