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
        await scope.FindAsync(owner, name, ProjectRole.Reader, ct) is { Project: { } project } found ? await PageAsync(project, found.Role >= ProjectRole.Maintainer, scope, parts, frame, null, null, ct)
            : TypedResults.NotFound();

    static async Task<IResult> OfInstance(ProjectScope scope, RunnerPageParts parts, PageFrame frame, CancellationToken ct) =>
        scope.Caller.MayEverywhere(Scope.Admin) ? await PageAsync(null, true, scope, parts, frame, null, null, ct) : TypedResults.NotFound();

    static async Task<IResult> ActInProject(
        string owner, string name, HttpContext context, PageForms forms, ProjectScope scope, RunnerPageParts parts, PageFrame frame, CancellationToken ct)
    {
        if (await forms.ReadAsync(context, ct) is not { } form)
        {
            return TypedResults.Redirect($"/{owner}/{name}/-/runners");
        }

        scope.Caller = form.Caller;
        var found = await scope.FindAsync(owner, name, ProjectRole.Reader, ct);
        return found.Project is not { } project ? TypedResults.NotFound()
            : found.Role < ProjectRole.Maintainer ? await PageAsync(project, false, scope, parts, frame, "This needs the role maintainer.", null, ct)
            : await ActAsync(project, form, scope, parts, frame, ct);
    }

    static async Task<IResult> ActInInstance(HttpContext context, PageForms forms, ProjectScope scope, RunnerPageParts parts, PageFrame frame, CancellationToken ct)
    {
        if (await forms.ReadAsync(context, ct) is not { } form)
        {
            return TypedResults.Redirect("/runners");
        }

        scope.Caller = form.Caller;
        return form.Caller.MayEverywhere(Scope.Admin) ? await ActAsync(null, form, scope, parts, frame, ct) : TypedResults.NotFound();
    }

    static async Task<IResult> ActAsync(ProjectFacts? project, PostedForm form, ProjectScope scope, RunnerPageParts parts, PageFrame frame, CancellationToken ct)
    {
        if (form["action"] == "create")
        {
            var body = new CreateRunner(form["description"], form.Words("tags"), form.Has("untagged") ? true : null, form.Has("protected"), false, false, project is null ? null : [project.Path], null, null);
            return await parts.Create.RunAsync(body, form.Caller, ct) switch
            {
                // The token is known in this answer only.
                CreateRunnerOutcome.Created made => await PageAsync(project, true, scope, parts, frame, null, made.Token, ct),
                CreateRunnerOutcome.Refused refused => await PageAsync(project, true, scope, parts, frame, refused.Detail, null, ct),
                _ => throw new InvalidOperationException("an outcome without an answer"),
            };
        }

        var runner = long.TryParse(form["id"], out var id) ? parts.Runners.Find(id) : null;
        if (runner is null || !await parts.Infos.ManagesAsync(form.Caller, runner.ProjectIds, ct))
        {
            return await PageAsync(project, true, scope, parts, frame, "This runner is gone, or not yours to change.", null, ct);
        }

        _ = form["action"] == "remove" ? await parts.Runners.RemoveAsync(id, ct) : await parts.Runners.ChangeAsync(id, row => row.Paused = form["action"] == "pause", ct) is not null;
        return TypedResults.Redirect(project is null ? "/runners" : $"/{project.Path}/-/runners");
    }

    static async Task<IResult> PageAsync(
        ProjectFacts? project, bool mayWrite, ProjectScope scope, RunnerPageParts parts, PageFrame frame, string? error, string? token, CancellationToken ct)
    {
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
                ["MayWrite"] = mayWrite,
                ["Server"] = scope.Server,
                ["Token"] = token,
                ["Error"] = error,
            },
            error is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }
}

/// <summary>What the pages of runners are put together from.</summary>
sealed record RunnerPageParts(RunnerDirectory Runners, RunnerInfos Infos, CreateRunnerOperation Create);
