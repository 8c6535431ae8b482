using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.BuildMachines.Api;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Auth;
using Slipway.Platform.Pages;
using RunnerInfo = Slipway.Contracts.BuildMachines.RunnerInfo;

namespace Slipway.BuildMachines.Runners;

/// <summary>The runners that take a project's jobs, at the project; all of the instance, for admins.</summary>
static class RunnerPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{owner}/{name}/-/runners", OfProject).ExcludeFromDescription();
        routes.MapPost("/{owner}/{name}/-/runners", ActInProject).ExcludeFromDescription();
        routes.MapGet("/runners", OfInstance).ExcludeFromDescription();
        routes.MapPost("/runners", ActInInstance).ExcludeFromDescription();
    }

    static async Task<IResult> OfProject(string owner, string name, ProjectScope scope, RunnerPageParts parts, PageFrame frame, CancellationToken ct) =>
        await scope.SeeAsync(owner, name, ct) is { } found ? await PageAsync(found, scope, parts, frame, null, null, ct) : TypedResults.NotFound();

    static async Task<IResult> OfInstance(ProjectScope scope, RunnerPageParts parts, PageFrame frame, CancellationToken ct) =>
        Instance(scope) is { } found ? await PageAsync(found, scope, parts, frame, null, null, ct) : TypedResults.NotFound();

    static Task<IResult> ActInProject(
        string owner, string name, HttpContext context, PageForms forms, ProjectScope scope, RunnerPageParts parts, PageFrame frame, CancellationToken ct) =>
        forms.AnswerAsync(context, $"/{owner}/{name}/-/runners", Steps(() => scope.SeeAsync(owner, name, ct), scope, parts, frame, ct), ct);

    static Task<IResult> ActInInstance(HttpContext context, PageForms forms, ProjectScope scope, RunnerPageParts parts, PageFrame frame, CancellationToken ct) =>
        forms.AnswerAsync(context, "/runners", Steps(() => Task.FromResult(Instance(scope)), scope, parts, frame, ct), ct);

    // No project: all of the instance, for admins.
    static ScopedProject? Instance(ProjectScope scope) => scope.Caller.MayEverywhere(Scope.Admin) ? new ScopedProject(null, ProjectRole.Owner, null) : null;

    static FormSteps<ScopedProject> Steps(Func<Task<ScopedProject?>> find, ProjectScope scope, RunnerPageParts parts, PageFrame frame, CancellationToken ct) => new(
        find,
        (found, form) => found.Role < ProjectRole.Maintainer
            ? Task.FromResult<FormOutcome>(new FormOutcome.Refused("This needs the role maintainer."))
            : ActAsync(found, form, scope, parts, frame, ct),
        (found, why) => PageAsync(found, scope, parts, frame, why, null, ct));

    static async Task<FormOutcome> ActAsync(ScopedProject found, PostedForm form, ProjectScope scope, RunnerPageParts parts, PageFrame frame, CancellationToken ct)
    {
        if (form["action"] == "create")
        {
            var body = new CreateRunner(
                form["description"], form.Words("tags"), form.Has("untagged") ? true : null, form.Has("protected"), false, false, found.Project is null ? null : [found.Project.Path], null, null);
            return await parts.Create.RunAsync(body, form.Caller, ct) switch
            {
                // The token is known in this answer only.
                CreateRunnerOutcome.Created made => new FormOutcome.Shown(await PageAsync(found, scope, parts, frame, null, made.Token, ct)),
                CreateRunnerOutcome.Refused refused => new FormOutcome.Refused(refused.Detail),
                _ => throw new InvalidOperationException("an outcome without an answer"),
            };
        }

        var runner = long.TryParse(form["id"], out var id) ? parts.Runners.Find(id) : null;
        if (runner is null || !await parts.Infos.ManagesAsync(form.Caller, runner.ProjectIds, ct))
        {
            return new FormOutcome.Refused("This runner is gone, or not yours to change.");
        }

        _ = form["action"] == "remove" ? await parts.Runners.RemoveAsync(id, ct) : await parts.Runners.ChangeAsync(id, row => row.Paused = form["action"] == "pause", ct) is not null;
        return new FormOutcome.Done();
    }

    static async Task<IResult> PageAsync(
        ScopedProject found, ProjectScope scope, RunnerPageParts parts, PageFrame frame, string? error, string? token, CancellationToken ct)
    {
        var project = found.Project;
        var shown = new List<(RunnerInfo, bool)>();
        foreach (var runner in parts.Runners.All.Where(one => project is null || one.ProjectIds is null || one.ProjectIds.Contains(project.Id)))
        {
            // Whoever may not manage a runner is told that it is there, and not who else it works for.
            var manages = await parts.Infos.ManagesAsync(scope.Caller, runner.ProjectIds, ct);
            var info = await parts.Infos.OfAsync(runner, ct);
            shown.Add((manages ? info : info with { Projects = null, Machines = [], MaintenanceNote = null }, manages));
        }

        return frame.Show<RunnersPage>(
            project is null ? "Runners" : $"Runners of {project.Path}",
            new(StringComparer.Ordinal)
            {
                ["Project"] = project?.Path,
                ["Runners"] = (IReadOnlyList<(RunnerInfo, bool)>)shown,
                ["MayWrite"] = found.Role >= ProjectRole.Maintainer,
                ["Server"] = scope.Server,
                ["Token"] = token,
                ["Error"] = error,
            },
            error is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }
}

/// <summary>What the pages of runners are put together from.</summary>
sealed record RunnerPageParts(RunnerDirectory Runners, RunnerInfos Infos, CreateRunnerOperation Create);
