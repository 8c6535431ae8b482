using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Projects;
using Slipway.Platform.Auth;
using Slipway.Platform.Pages;

namespace Slipway.DevInstance.Members;

static class MemberPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/projects/{owner}/{name}/members", Show).ExcludeFromDescription();
        routes.MapPost("/projects/{owner}/{name}/members", Set).ExcludeFromDescription();
    }

    static async Task<IResult> Show(
        string owner, string name, ProjectRequest request, ProjectInfos infos, MemberStore members, UserDirectory users, PageFrame frame, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Reader, ct);
        return found.Project is { } project
            ? Page(frame, infos.Of(project, found.Role, request.Server), await members.InfosAsync(project.Id, users, ct), null, StatusCodes.Status200OK)
            : TypedResults.NotFound();
    }

    static async Task<IResult> Set(
        string owner, string name, HttpContext context, PageForm page, ProjectRequest request, ProjectInfos infos, MemberStore members, UserDirectory users,
        SetMemberOperation set, PageFrame frame, CancellationToken ct)
    {
        if (await page.ReadAsync(context, ct) is not { } form)
        {
            return TypedResults.Redirect($"/projects/{owner}/{name}/members");
        }

        var found = await request.FindAsync(owner, name, ProjectRole.Owner, ct);
        if (found.Project is not { } project)
        {
            return TypedResults.NotFound();
        }

        var role = form["role"].ToString();
        return await set.RunAsync(project, form["user"].ToString().Trim(), role == "none" ? null : role, ct) is SetMemberOutcome.Refused refused
            ? Page(frame, infos.Of(project, found.Role, request.Server), await members.InfosAsync(project.Id, users, ct), refused.Detail, refused.Problem.Status)
            : TypedResults.Redirect($"/projects/{project.Path}/members");
    }

    static IResult Page(PageFrame frame, ProjectInfo project, IReadOnlyList<MemberInfo> members, string? error, int status) =>
        frame.Show<MembersPage>($"Members - {project.Owner}/{project.Name}", new(StringComparer.Ordinal) { ["Project"] = project, ["Members"] = members, ["Error"] = error }, status);
}
