using System.Net.Http.Json;
using Microsoft.Playwright;
using Slipway.Contracts.DevInstance;

namespace Slipway.Pages.Tests;

/// <summary>A project's end, without JavaScript.</summary>
public sealed class ProjectPageTests(Chromium chromium)
{
    [Fact]
    public async Task An_owner_deletes_a_project_by_typing_its_name()
    {
        var name = "p" + Guid.NewGuid().ToString("N")[..8];
        using var http = chromium.Server.Client();
        (await http.PostAsJsonAsync("/api/v2/projects", new CreateProject("acme", name))).EnsureSuccessStatusCode();
        await using var visit = await chromium.VisitAsync(javaScript: false);
        await visit.LogInAsync(chromium.Server.Token);
        await visit.Page.GotoAsync($"/projects/acme/{name}/settings");
        await visit.Page.GetByLabel($"Type acme/{name}").FillAsync("acme/other");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Delete it" }).ClickAsync();
        (await visit.Page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain("Nothing was deleted");
        await visit.Page.GetByLabel($"Type acme/{name}").FillAsync($"acme/{name}");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Delete it" }).ClickAsync();
        new Uri(visit.Page.Url).AbsolutePath.ShouldBe("/projects");
        (await visit.Page.GetByText(name).CountAsync()).ShouldBe(0);
        ((int)(await http.GetAsync($"/api/v2/projects/acme/{name}")).StatusCode).ShouldBe(404);
    }
}
