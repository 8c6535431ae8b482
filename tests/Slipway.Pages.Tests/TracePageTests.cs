using Microsoft.Playwright;

namespace Slipway.Pages.Tests;

/// <summary>A job's trace in the browser, as it is written.</summary>
public sealed class TracePageTests(Chromium chromium)
{
    [Fact]
    public async Task A_trace_grows_while_it_is_looked_at_in_colours_and_sections_that_fold()
    {
        using var project = new BuildProject(chromium.Server);
        await project.CreateAsync();
        await project.TakeAsync();
        await project.TraceAsync("Hello <b>there</b>\nsection_start:1700000000:step\r\u001b[0KBuilding\nmake all\n");
        await using var visit = await chromium.VisitAsync();
        await visit.LogInAsync(chromium.Server.Token);
        await visit.Page.GotoAsync($"/{project.Name}/-/jobs/{project.Job}");
        var trace = visit.Page.GetByRole(AriaRole.Log);
        await Assertions.Expect(trace).ToContainTextAsync("Hello <b>there</b>");
        await visit.Page.EvaluateAsync("() => { window.loadedOnce = true; }");

        // A line comes in two pieces, in the middle of a character and of a sequence.
        await project.TraceAsync("section_end:1700000001:step\r\u001b[0Kafter \u001b[31");
        await project.TraceAsync("mred é\u001b[0;m\n10%\r100%\n");
        await Assertions.Expect(trace).ToContainTextAsync("100%");
        await Assertions.Expect(trace).Not.ToContainTextAsync("10%\n");
        (await trace.Locator(".sgr31").InnerTextAsync()).ShouldBe("red é");
        var section = trace.Locator("details");
        await Assertions.Expect(section.GetByText("make all")).ToBeVisibleAsync();
        await section.Locator("summary").ClickAsync();
        await Assertions.Expect(section.GetByText("make all")).ToBeHiddenAsync();

        await project.TraceAsync("the end, without a newline");
        await project.StateAsync("success");
        await Assertions.Expect(trace).ToContainTextAsync("the end, without a newline");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("success");
        (await visit.Page.EvaluateAsync<bool>("() => window.loadedOnce === true")).ShouldBeTrue();
    }

    [Fact]
    public async Task Without_JavaScript_the_trace_is_on_the_page_and_the_page_is_loaded_anew()
    {
        using var project = new BuildProject(chromium.Server);
        await project.CreateAsync();
        await project.TakeAsync();
        await project.TraceAsync("section_start:1700000000:step\r\u001b[0KBuilding\n\u001b[32mfirst\u001b[0m\nsection_end:1700000001:step\r\u001b[0K\n");
        await using var visit = await chromium.VisitAsync(javaScript: false);
        await visit.LogInAsync(chromium.Server.Token);
        await visit.Page.GotoAsync($"/{project.Name}/-/jobs/{project.Job}");
        (await visit.Page.Locator(".sgr32").InnerTextAsync()).ShouldBe("first");
        (await visit.Page.Locator("details.section summary").InnerTextAsync()).ShouldBe("Building");
        await project.TraceAsync("second\n");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Log)).ToContainTextAsync("second", new() { Timeout = 15000 });
    }
}
