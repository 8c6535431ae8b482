using Microsoft.Playwright;

namespace Slipway.Pages.Tests;

/// <summary>Runners, schedules and variables of a project, without JavaScript.</summary>
public sealed class BuildPageTests(Chromium chromium)
{
    [Fact]
    public async Task A_schedule_is_made_run_paused_and_removed()
    {
        using var project = new BuildProject(chromium.Server);
        await project.CreateAsync();
        await using var visit = await VisitAsync($"/{project.Name}/-/schedules");
        await visit.Page.GetByLabel("What it is for").FillAsync("Nightly <b>build</b>");
        await visit.Page.GetByLabel("When, in five fields").FillAsync("never");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        (await visit.Page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain("'never' is no time");
        await visit.Page.GetByLabel("What it is for").FillAsync("Nightly <b>build</b>");
        await visit.Page.GetByLabel("When, in five fields").FillAsync("30 1 * * *");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        (await visit.Page.GetByRole(AriaRole.Row).Last.InnerTextAsync()).ShouldContain("01:30 UTC");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Run Nightly" }).ClickAsync();
        (await visit.Page.GetByRole(AriaRole.Link, new() { Name = "#" }).CountAsync()).ShouldBe(1);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Pause Nightly" }).ClickAsync();
        (await visit.Page.GetByRole(AriaRole.Row).Last.InnerTextAsync()).ShouldContain("paused");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Remove Nightly" }).ClickAsync();
        (await visit.Page.GetByText("No pipeline of this project runs by itself").CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_variable_is_set_and_its_value_is_never_shown()
    {
        using var project = new BuildProject(chromium.Server);
        await project.CreateAsync();
        await using var visit = await VisitAsync($"/{project.Name}/-/variables");
        await visit.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("PASSWORD");
        await visit.Page.GetByLabel("Value").FillAsync("correct-horse");
        await visit.Page.GetByLabel("Masked").CheckAsync();
        await visit.Page.GetByLabel("Protected").CheckAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Set" }).ClickAsync();
        (await visit.Page.GetByRole(AriaRole.Row).Last.InnerTextAsync()).ShouldContain("masked, protected");
        (await visit.Page.ContentAsync()).ShouldNotContain("correct-horse");
        await visit.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("SHORT");
        await visit.Page.GetByLabel("Value").FillAsync("abc");
        await visit.Page.GetByLabel("Masked").CheckAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Set" }).ClickAsync();
        (await visit.Page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain("8 characters or more");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Remove PASSWORD" }).ClickAsync();
        (await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Remove PASSWORD" }).CountAsync()).ShouldBe(0);
        (await (await chromium.Server.Client(token: null).GetAsync($"/{project.Name}/-/variables")).Content.ReadAsStringAsync()).ShouldNotContain("PASSWORD");
    }

    [Fact]
    public async Task A_runner_is_made_its_token_shown_once_and_it_is_paused()
    {
        using var project = new BuildProject(chromium.Server);
        await project.CreateAsync();
        await using var visit = await VisitAsync($"/{project.Name}/-/runners");
        await visit.Page.GetByLabel("Description").FillAsync("Builder");
        await visit.Page.GetByLabel("Tags, with commas").FillAsync("deb, rpm");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        (await visit.Page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldContain("glrt-");
        await visit.Page.GotoAsync($"/{project.Name}/-/runners");
        (await visit.Page.ContentAsync()).ShouldNotContain("glrt-");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Pause Builder" }).ClickAsync();
        (await visit.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Builder" }).InnerTextAsync()).ShouldContain("paused");
        await visit.Page.GotoAsync("/runners");
        (await visit.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Builder" }).First.InnerTextAsync()).ShouldContain("deb, rpm");
        ((int)(await chromium.Server.Client(token: null).GetAsync("/runners")).StatusCode).ShouldBe(404);
        await visit.Page.GotoAsync($"/{project.Name}/-/runners");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Remove Builder" }).ClickAsync();
        (await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Remove Builder" }).CountAsync()).ShouldBe(0);
    }

    async Task<Visit> VisitAsync(string path)
    {
        var visit = await chromium.VisitAsync(javaScript: false);
        await visit.LogInAsync(chromium.Server.Token);
        await visit.Page.GotoAsync(path);
        return visit;
    }
}
