using System.Net.Http.Json;
using Microsoft.Playwright;
using Slipway.Contracts.BuildMachines;

namespace Slipway.Pages.Tests;

/// <summary>Pools, their machines and what waits for them: a pool that works, one that is closed, and one whose provider is silent.</summary>
public sealed class PoolPageTests(Chromium chromium)
{
    const string Pools = """
        pools:
          - {name: works, provider: process, tags: [page-works], max: 2, idle: 1, uses: 1, cost_per_hour: 36}
          - {name: closed, provider: process, tags: [page-closed], max: 0}
          - {name: silent, provider: container, tags: [page-silent], max: 1, machine: {engine: "unix:///nonexistent/engine.sock", image: none}}
        """;

    [Fact]
    public async Task An_admin_sees_how_pools_do_what_is_wrong_what_waits_and_each_machines_life()
    {
        using var admin = chromium.Server.Client();
        using var project = new BuildProject(chromium.Server);
        await project.CreateAsync("""
            build: {script: [sleep 2], tags: [page-works], variables: {GIT_STRATEGY: none}}
            never: {script: [make], tags: [page-closed], allow_failure: true}
            """);
        (await admin.PutAsJsonAsync("/api/v2/pools/file", new PoolFileText(Pools))).EnsureSuccessStatusCode();
        (await admin.PostAsJsonAsync($"/api/v2/projects/{project.Name}/pipelines", new RunPipeline(null, null, null))).EnsureSuccessStatusCode();
        await UntilAsync(async () => await admin.GetFromJsonAsync<PoolDetail>("/api/v2/pools/works") is { Pool.Day.Jobs: 1, Samples.Count: > 4 } pool && pool.Pool.Day.CostByProject.Any(cost => cost.Project == project.Name)
            && await admin.GetFromJsonAsync<PoolDetail>("/api/v2/pools/silent") is { Pool.Alerts.Count: 1 });

        await using var visit = await chromium.VisitAsync(javaScript: false);
        await visit.LogInAsync(chromium.Server.Token);
        await visit.Page.GotoAsync("/");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Machines" }).ClickAsync();
        (await visit.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "silent" }).GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain("Its provider can't be asked");
        (await visit.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "closed" }).InnerTextAsync()).ShouldContain("it may have no machine");
        await visit.ShootAsync("pools");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "works" }).ClickAsync();
        (await visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync()).ShouldContain("works");
        (await visit.Page.GetByRole(AriaRole.Img, new() { Name = "Demand and capacity" }).BoundingBoxAsync())!.Height.ShouldBeGreaterThan(100);
        (await visit.Page.GetByRole(AriaRole.Img, new() { Name = "The longest wait" }).CountAsync()).ShouldBe(1);
        (await visit.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = project.Name }).InnerTextAsync()).ShouldMatch("[0-9]+\\.[0-9]{2}");
        await visit.ShootAsync("pool");
        await visit.Page.GetByRole(AriaRole.Link).Filter(new() { HasTextRegex = new("^m[0-9a-z]{19}$") }).First.ClickAsync();
        (await visit.Page.GetByRole(AriaRole.Row).Nth(1).InnerTextAsync()).ShouldContain("planned");
        await visit.ShootAsync("machine");

        await visit.Page.GotoAsync("/-/pools");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Queue" }).ClickAsync();
        var waiting = await visit.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = project.Name }).InnerTextAsync();
        waiting.ShouldContain("page-closed");
        waiting.ShouldContain("Pool closed is closed");
        await visit.ShootAsync("queue");
        (await admin.PutAsJsonAsync("/api/v2/pools/file", new PoolFileText("pools: []"))).EnsureSuccessStatusCode();
        await UntilAsync(async () => await admin.GetFromJsonAsync<IReadOnlyList<MachineInfo>>("/api/v2/machines") is []);
    }

    [Fact]
    public async Task The_pages_of_machines_are_not_there_for_others()
    {
        using var nobody = chromium.Server.Client(token: null);
        foreach (var page in (string[])["/-/pools", "/-/pools/works", "/-/queue", "/-/machines/m0123456789012345678"])
        {
            ((int)(await nobody.GetAsync(page)).StatusCode).ShouldBe(404, page);
        }

        await using var visit = await chromium.VisitAsync(javaScript: false);
        await visit.Page.GotoAsync("/");
        (await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Machines" }).CountAsync()).ShouldBe(0);
    }

    async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            tries.ShouldBeLessThan(600, chromium.Server.Log);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
