using Microsoft.Playwright;

namespace Slipway.Pages.Tests;

/// <summary>A project's duties and their runs, without JavaScript.</summary>
public sealed class UpkeepPageTests(Chromium chromium)
{
    [Fact]
    public async Task A_duty_is_turned_on_run_changed_and_turned_off()
    {
        using var project = new BuildProject(chromium.Server);
        await project.CreateAsync();
        await using var visit = await chromium.VisitAsync(javaScript: false);
        await visit.LogInAsync(chromium.Server.Token);
        await visit.Page.GotoAsync($"/projects/{project.Name}");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Upkeep" }).ClickAsync();
        (await visit.Page.GetByText("Nothing has run yet").CountAsync()).ShouldBe(1);
        var hosts = visit.Page.GetByRole(AriaRole.Region, new() { Name = "SSH host keys" });
        await hosts.GetByLabel("When, in five fields").FillAsync("never");
        await hosts.GetByRole(AriaRole.Button, new() { Name = "Turn on known-hosts" }).ClickAsync();
        (await visit.Page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain("'never' is no time");
        await hosts.GetByLabel("When, in five fields").FillAsync("30 1 * * *");
        await hosts.GetByLabel("Reviewers, with commas").FillAsync("admin");
        await hosts.GetByRole(AriaRole.Button, new() { Name = "Turn on known-hosts" }).ClickAsync();
        (await hosts.InnerTextAsync()).ShouldContain("30 1 * * *");
        await hosts.GetByRole(AriaRole.Button, new() { Name = "Run known-hosts now" }).ClickAsync();
        for (var i = 0; i < 100 && await visit.Page.GetByText("failed (upkeep.no-hosts)").CountAsync() == 0; i++)
        {
            await Task.Delay(100);
            await visit.Page.ReloadAsync();
        }

        (await hosts.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldContain("The last run failed.");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "#", Exact = false }).First.ClickAsync();
        (await visit.Page.GetByRole(AriaRole.Region, new() { Name = "Log" }).InnerTextAsync()).ShouldContain("upkeep.no-hosts");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Upkeep", Exact = true }).ClickAsync();
        await hosts.GetByRole(AriaRole.Button, new() { Name = "Turn known-hosts off" }).ClickAsync();
        (await hosts.GetByRole(AriaRole.Button, new() { Name = "Turn on known-hosts" }).CountAsync()).ShouldBe(1);
        ((int)(await chromium.Server.Client(token: null).GetAsync($"/{project.Name}/-/upkeep")).StatusCode).ShouldBe(404);
    }
}
