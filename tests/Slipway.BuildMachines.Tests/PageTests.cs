using System.Net;

namespace Slipway.BuildMachines.Tests;

public sealed class PageTests(SharedServer shared)
{
    [Fact]
    public async Task A_pipeline_and_its_jobs_trace_are_shown_to_those_who_may_see_them()
    {
        using var own = await OwnProject.CreateAsync(shared.Server, "build: { script: [make] }", isPrivate: false);
        using var hidden = await OwnProject.CreateAsync(shared.Server, "build: { script: [make] }");
        using var runner = await own.RunnerAsync(runUntagged: true);
        var pipeline = await own.RunAsync();
        using var browser = shared.Server.Client(token: null);
        browser.DefaultRequestHeaders.Add("Accept", "text/html");
        (await browser.GetStringAsync($"/{own.Path}/-/pipelines")).ShouldContain($"#{pipeline.Pipeline.Id}");
        (await browser.GetStringAsync($"/{own.Path}/-/pipelines/{pipeline.Pipeline.Id}")).ShouldContain($"/{own.Path}/-/jobs/{pipeline.Jobs.Single().Id}");
        (await browser.GetStringAsync($"/{own.Path}/-/jobs/{pipeline.Jobs.Single().Id}")).ShouldContain("none was heard of");
        var job = await runner.TakeAsync();
        await job.TraceAsync("\u001b[32;1m<script>alert(1)</script>\u001b[0;m\n");
        var page = await browser.GetAsync($"/{own.Path}/-/jobs/{job.Id}");
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("script-src 'self'; connect-src 'self'");
        var text = await page.Content.ReadAsStringAsync();
        text.ShouldContain("<noscript><meta http-equiv=\"refresh\" content=\"5\"");
        text.ShouldContain("<span class=\"bold sgr32\">&lt;script&gt;");
        (await browser.GetAsync($"/{hidden.Path}/-/pipelines")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync($"/{hidden.Path}/-/jobs/{job.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
