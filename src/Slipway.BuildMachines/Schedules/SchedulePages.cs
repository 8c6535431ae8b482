using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.BuildMachines.Api;
using Slipway.BuildMachines.Jobs;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Pages;

namespace Slipway.BuildMachines.Schedules;

/// <summary>A project's schedules, and the forms that make, pause, play and remove them.</summary>
static class SchedulePages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{owner}/{name}/-/schedules", Show).ExcludeFromDescription();
        routes.MapPost("/{owner}/{name}/-/schedules", Act).ExcludeFromDescription();
    }

    static async Task<IResult> Show(string owner, string name, ProjectScope scope, ScheduleStore schedules, PageFrame frame, CancellationToken ct) =>
        await scope.SeeAsync(owner, name, ct) is { } found ? await PageAsync(found, schedules, frame, null, ct) : TypedResults.NotFound();

    static Task<IResult> Act(string owner, string name, HttpContext context, PageForms forms, ProjectScope scope, ScheduleStore schedules, PageFrame frame, CancellationToken ct) =>
        forms.AnswerAsync(
            context, $"/{owner}/{name}/-/schedules",
            new FormSteps<ScopedProject>(
                () => scope.SeeAsync(owner, name, ct),
                async (found, form) => found.Role < ProjectRole.Maintainer
                    ? new FormOutcome.Refused("This needs the role maintainer.")
                    : FormOutcome.Of(await DoAsync(found.Project!, form, schedules, ct)),
                (found, why) => PageAsync(found, schedules, frame, why, ct)),
            ct);

    /// <returns>Why it was not done, or null.</returns>
    static async Task<string?> DoAsync(ProjectFacts project, PostedForm form, ScheduleStore schedules, CancellationToken ct)
    {
        if (form["action"] == "create")
        {
            var body = new SetSchedule(form["description"], form["ref"], form["cron"], form["zone"] is { Length: > 0 } zone ? zone : null, form.Has("active"), null);
            if (ScheduleRules.Wrong(body) is { } wrong)
            {
                return wrong;
            }

            await schedules.AddAsync(project.Id, body, Doer.Of(form.Caller), ct);
            return null;
        }

        if (!long.TryParse(form["id"], out var id) || (await schedules.ListAsync(project.Id, ct)).FirstOrDefault(one => one.Id == id) is not { } one)
        {
            return "This schedule is gone.";
        }

        switch (form["action"])
        {
            case "play":
                return (await schedules.PlayAsync(project.Id, id, ct))?.LastOutcome;
            case "toggle":
                await schedules.ChangeAsync(project.Id, id, new SetSchedule(one.Description, one.Ref, one.Cron, one.TimeZone, !one.Active, null), Doer.Of(form.Caller), ct);
                return null;
            case "remove":
                await schedules.RemoveAsync(project.Id, id, ct);
                return null;
            default:
                return "This form is none of this page's.";
        }
    }

    static async Task<IResult> PageAsync(ScopedProject found, ScheduleStore schedules, PageFrame frame, string? error, CancellationToken ct) => frame.Show<SchedulesPage>(
        $"Schedules of {found.Project!.Path}",
        new(StringComparer.Ordinal)
        {
            ["Project"] = found.Project.Path,
            ["DefaultBranch"] = found.Project.DefaultBranch,
            ["Schedules"] = await schedules.ListAsync(found.Project.Id, ct),
            ["MayWrite"] = found.Role >= ProjectRole.Maintainer,
            ["Error"] = error,
        },
        error is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
}
