using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Slipway.Contracts.BuildMachines;

namespace Slipway.Machines.Tests;

/// <summary>What people see of pools, and what only admins do.</summary>
public sealed class PageTests(SharedServer shared) : IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await shared.Turn.WaitAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await MachineProject.ApplyAsync(shared.Server, "pools: []\n");
        shared.Turn.Release();
    }

    [Fact]
    public async Task A_job_that_waits_says_what_its_pool_does_and_the_page_shows_the_pool()
    {
        using var own = await MachineProject.CreateAsync(shared.Server, "build: { script: [make], tags: [closed] }");
        await MachineProject.ApplyAsync(own.Server, "pools: [{name: closed, provider: process, tags: [closed], max: 0}]");
        var pipeline = await own.PipelineAsync(await own.RunAsync());
        var why = (await own.Admin.GetFromJsonAsync<WaitReason>($"{own.Api}/jobs/{pipeline.Jobs.Single().Id}/why"))!;
        why.Code.ShouldBe("machine");
        why.Why.ShouldContain("Pool closed is closed");
        await MachineProject.UntilAsync(async () => (await own.Admin.GetFromJsonAsync<PoolDetail>("/api/v2/pools/closed"))!.Pool.Short == 1, () => own.Server.Log);
        own.Admin.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        (await own.Admin.GetStringAsync("/-/pools")).ShouldContain("href=\"/-/pools/closed\"");
        (await own.Admin.GetStringAsync("/-/pools/closed")).ShouldContain("<h1>closed");
        (await own.Admin.GetStringAsync("/metrics")).ShouldContain("slipway_pool_short{pool=\"closed\"} 1");
    }

    [Fact]
    public async Task Pools_and_machines_are_the_admins_alone()
    {
        using var nobody = shared.Server.Client(token: null);
        foreach (var path in (string[])["/api/v2/pools", "/api/v2/pools/file", "/api/v2/pools/x", "/api/v2/machines", "/api/v2/machines/mx", "/api/v2/machines/mx/log"])
        {
            (await nobody.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, path);
        }

        (await nobody.PutAsJsonAsync("/api/v2/pools/file", new PoolFileText("pools: []"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await nobody.DeleteAsync("/api/v2/machines/mx")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await nobody.GetAsync("/-/pools")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_wrong_file_is_refused_whole_with_all_its_faults()
    {
        using var admin = shared.Server.Client();
        var before = (await admin.GetFromJsonAsync<PoolFileText>("/api/v2/pools/file"))!.Text;
        var answer = await admin.PutAsJsonAsync("/api/v2/pools/file", new PoolFileText("pools: [{name: a, provider: nope, tags: [x], max: 1}, {name: b, provider: process, max: 1}]"));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var problem = await answer.Content.ReadAsStringAsync();
        problem.ShouldContain("pools.invalid");
        problem.ShouldContain("there is no provider");
        problem.ShouldContain("is missing");
        (await admin.GetFromJsonAsync<PoolFileText>("/api/v2/pools/file"))!.Text.ShouldBe(before);
    }
}
