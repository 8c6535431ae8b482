using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.DevInstance;
using Slipway.Contracts.Upkeep;
using Slipway.Platform.Pages;
using Slipway.Upkeep.Api;
using Slipway.Upkeep.Duties;

namespace Slipway.Upkeep.Pages;

/// <summary>A project's duties with the forms that turn them on, run and change them, and each run's page.</summary>
static class UpkeepPages
{
    const int ShownRuns = 30;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{owner}/{name}/-/upkeep", Show).ExcludeFromDescription();
        routes.MapPost("/{owner}/{name}/-/upkeep", Act).ExcludeFromDescription();
        routes.MapGet("/{owner}/{name}/-/upkeep/{id:long}", ShowRun).ExcludeFromDescription();
    }

    static async Task<IResult> Show(string owner, string name, UpkeepScope scope, UpkeepReader reader, PageFrame frame, CancellationToken ct) =>
        await scope.FindAsync(owner, name, ct) is { Project: { } project } ? await PageAsync(project, reader, frame, null, ct) : TypedResults.NotFound();

    static async Task<IResult> ShowRun(string owner, string name, long id, UpkeepScope scope, UpkeepReader reader, PageFrame frame, CancellationToken ct)
    {
        var found = await scope.FindAsync(owner, name, ct);
        return found.Project is { } project && await reader.RunAsync(project.Id, id, ct) is { } run
            ? frame.Show<RunPage>($"Upkeep run {id} of {project.Path}", new(StringComparer.Ordinal) { ["Project"] = project.Path, ["Detail"] = run })
            : TypedResults.NotFound();
    }

    static Task<IResult> Act(
        string owner, string name, HttpContext context, PageForms forms, UpkeepScope scope, SetDutyOperation set, RunNowOperation now, UpkeepReader reader, PageFrame frame, CancellationToken ct) =>
        forms.AnswerAsync(
            context, $"/{owner}/{name}/-/upkeep",
            new FormSteps<ProjectFacts>(
                async () => (await scope.FindAsync(owner, name, ct)).Project,
                async (project, form) => FormOutcome.Of(
                    DutyWords.TryParse(form["duty"]) is { } kind ? await DoAsync(project, kind, form, set, now, ct) : "This form is none of this page's."),
                (project, why) => PageAsync(project, reader, frame, why, ct)),
            ct);

    /// <returns>Why it was not done, or null.</returns>
    static async Task<string?> DoAsync(ProjectFacts project, DutyKind kind, PostedForm form, SetDutyOperation set, RunNowOperation now, CancellationToken ct) => form["action"] switch
    {
        "run" => (await now.RunAsync(project.Id, kind, form.Caller.By, ct) as RunNowOutcome.Refused)?.Detail,
        "off" => (await set.RunAsync(project, kind, new SetUpkeep(false), form.Caller.By, ct) as SetDutyOutcome.Refused)?.Why,
        "set" => (await set.RunAsync(
            project, kind, new SetUpkeep(true, Or(form["cron"]), Or(form["zone"]), form.Words("branches"), Or(form["file"]), form.Words("reviewers")), form.Caller.By, ct) as SetDutyOutcome.Refused)?.Why,
        _ => "This form is none of this page's.",
    };

    static string? Or(string text) => text is { Length: > 0 } ? text : null;

    static async Task<IResult> PageAsync(ProjectFacts project, UpkeepReader reader, PageFrame frame, string? error, CancellationToken ct) => frame.Show<UpkeepPage>(
        $"Upkeep of {project.Path}",
        new(StringComparer.Ordinal)
        {
            ["Project"] = project.Path,
            ["DefaultBranch"] = project.DefaultBranch,
            ["Duties"] = await reader.ListAsync(project.Id, ct),
            ["Runs"] = await reader.RunsAsync(project.Id, null, ShownRuns, ct),
            ["Error"] = error,
        },
        error is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
}
