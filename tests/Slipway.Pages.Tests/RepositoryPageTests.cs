using System.Net.Http.Json;
using Microsoft.Playwright;
using Slipway.Contracts.PackageServer;
using Slipway.Testing;

namespace Slipway.Pages.Tests;

/// <summary>What a visitor of the package server sees and does, by role and label.</summary>
public sealed class RepositoryPageTests(Chromium chromium)
{
    [Fact]
    public async Task A_visitor_finds_a_repository_and_how_to_install_from_it()
    {
        var name = await RepositoryAsync(isPrivate: false);
        await PushAsync(name, new DebBuilder { Name = "hello" });
        await using var visit = await chromium.VisitAsync();

        await visit.Page.GotoAsync("/");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        (await visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync()).ShouldContain(name);
        (await visit.Page.GetByText($"/install/repositories/{name}/script.deb.sh").First.IsVisibleAsync()).ShouldBeTrue();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "hello", Exact = false }).First.ClickAsync();
        (await visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync()).ShouldBe("hello 1.0-1");
        var download = visit.Page.WaitForDownloadAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync();
        (await download).SuggestedFilename.ShouldBe("hello_1.0-1_all.deb");
    }

    [Fact]
    public async Task A_private_repository_is_seen_after_logging_in_and_not_after_logging_out()
    {
        var name = await RepositoryAsync(isPrivate: true);
        await using var visit = await chromium.VisitAsync(javaScript: false);
        var link = visit.Page.GetByRole(AriaRole.Link, new() { Name = name });

        await visit.Page.GotoAsync("/");
        (await link.CountAsync()).ShouldBe(0);
        await visit.LogInAsync(chromium.Server.Token);
        await visit.Page.GotoAsync("/");
        (await link.CountAsync()).ShouldBe(1);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await visit.Page.GotoAsync("/");
        (await link.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_wrong_token_is_told_so_and_opens_nothing()
    {
        await using var visit = await chromium.VisitAsync();
        await visit.LogInAsync("slp_000000000000000000000000000000000000000000000000");
        (await visit.Page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldNotBeEmpty();
        (await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Packages_are_searched_by_a_part_of_their_file_name()
    {
        var name = await RepositoryAsync(isPrivate: false);
        await PushAsync(name, new DebBuilder { Name = "needle" });
        await PushAsync(name, new DebBuilder { Name = "straw" });
        await using var visit = await chromium.VisitAsync(javaScript: false);

        await visit.Page.GotoAsync($"/{name}");
        await visit.Page.GetByLabel("File name contains").FillAsync("need");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        (await visit.Page.GetByRole(AriaRole.Link, new() { Name = "needle" }).CountAsync()).ShouldBe(1);
        (await visit.Page.GetByRole(AriaRole.Link, new() { Name = "straw" }).CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Markup_in_a_package_is_shown_as_text_and_runs_nowhere()
    {
        const string Hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>";
        var name = await RepositoryAsync(isPrivate: false);
        await PushAsync(name, new DebBuilder
        {
            Name = "hostile",
            Description = $"{Hostile}\n {Hostile}",
            Fields = new Dictionary<string, string> { ["Homepage"] = "javascript:alert(3)" },
        });
        await using var visit = await chromium.VisitAsync();

        await visit.Page.GotoAsync($"/{name}");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "hostile" }).First.ClickAsync();
        (await visit.Page.GetByText(Hostile).CountAsync()).ShouldBeGreaterThan(0);
        (await visit.Page.Locator("a[href^=javascript]").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_dark_screen_gets_dark_pages()
    {
        await using var light = await chromium.VisitAsync();
        await using var dark = await chromium.VisitAsync(scheme: ColorScheme.Dark);
        (await BackgroundAsync(dark)).ShouldNotBe(await BackgroundAsync(light));
    }

    static async Task<string> BackgroundAsync(Visit visit)
    {
        await visit.Page.GotoAsync("/");
        return await visit.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
    }

    /// <summary><c>owner/name</c></summary>
    async Task<string> RepositoryAsync(bool isPrivate)
    {
        var name = "r" + Guid.NewGuid().ToString("N")[..8];
        using var http = chromium.Server.Client();
        (await http.PostAsJsonAsync("/api/v2/repositories", new CreateRepository("acme", name, isPrivate))).EnsureSuccessStatusCode();
        return $"acme/{name}";
    }

    async Task PushAsync(string repository, DebBuilder package)
    {
        using var http = chromium.Server.Client();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(package.Build()), "file", package.FileName } };
        (await http.PostAsync($"/api/v2/repositories/{repository}/packages/debian/bookworm", form)).EnsureSuccessStatusCode();
    }
}
