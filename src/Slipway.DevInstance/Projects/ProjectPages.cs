using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Mirrors;
using Slipway.DevInstance.Protection;
using Slipway.Platform.Pages;

namespace Slipway.DevInstance.Projects;

static class ProjectPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/projects", List).ExcludeFromDescription();
        routes.MapGet("/projects/{owner}/{name}/settings", Settings).ExcludeFromDescription();
        routes.MapPost("/projects/{owner}/{name}/settings/protection", Protect).ExcludeFromDescription();
    }

    static async Task<IResult> List(ProjectRequest request, ProjectStore projects, ProjectAccess access, ProjectInfos infos, PageFrame frame, CancellationToken ct) =>
        frame.Show<ProjectsPage>("Projects", new(StringComparer.Ordinal)
        {
            ["Projects"] = (await access.VisibleAsync(await projects.AllAsync(ct), request.Actor, ct))
                .Select(visible => infos.Of(visible.Project, visible.Role, request.Server)).ToList(),
            ["IsKnown"] = request.Caller.IsKnown,
        });

    static async Task<IResult> Settings(
        string owner, string name, ProjectRequest request, ProjectInfos infos, ProtectionStore protection, MirrorStore mirrors, PageFrame frame, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Maintainer, ct);
        return found.Project is { } project
            ? await PageAsync(project, infos.Of(project, found.Role, request.Server), protection, mirrors, frame, null, StatusCodes.Status200OK, ct)
            : TypedResults.NotFound();
    }

    static async Task<IResult> Protect(
        string owner, string name, HttpContext context, PageForm page, ProjectRequest request, ProjectInfos infos, ProtectOperation protect, ProtectionStore protection,
        MirrorStore mirrors, PageFrame frame, CancellationToken ct)
    {
        if (await page.ReadAsync(context, ct) is not { } form)
        {
            return TypedResults.Redirect($"/projects/{owner}/{name}/settings");
        }

        var found = await request.FindAsync(owner, name, ProjectRole.Maintainer, ct);
        if (found.Project is not { } project)
        {
            return TypedResults.NotFound();
        }

        var wanted = new ProtectRef(form["kind"].ToString(), form["pattern"].ToString().Trim(), form["push"].ToString(), form["merge"].ToString());
        return await protect.RunAsync(project, wanted, ct) is ProtectOutcome.Refused refused
            ? await PageAsync(project, infos.Of(project, found.Role, request.Server), protection, mirrors, frame, refused.Detail, refused.Problem.Status, ct)
            : TypedResults.Redirect($"/projects/{project.Path}/settings");
    }

    static async Task<IResult> PageAsync(
        Project project, ProjectInfo info, ProtectionStore protection, MirrorStore mirrors, PageFrame frame, string? error, int status, CancellationToken ct) =>
        frame.Show<SettingsPage>(
            $"Settings - {project.Path}",
            new(StringComparer.Ordinal)
            {
                ["Project"] = info,
                ["Protected"] = ProtectionEndpoints.Infos(project, await protection.ProtectionAsync(project, ct)),
                ["Mirrors"] = (await mirrors.ListAsync(project.Id, ct)).Select(MirrorEndpoints.Info).ToList(),
                ["Error"] = error,
            },
            status);
}
