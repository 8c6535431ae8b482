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
        string owner, string name, ProjectRequest request, ProjectInfos infos, MemberStore members, UserDirectory users, PageFrame frame, CancellationToken ct) =>
        await request.SeeAsync(owner, name, ProjectRole.Reader, ct) is { } found
            ? Page(frame, infos.Of(found.Project!, found.Role, request.Server), await members.InfosAsync(found.Project!.Id, users, ct), null)
            : TypedResults.NotFound();

    static Task<IResult> Set(
        string owner, string name, HttpContext context, PageForms forms, ProjectRequest request, ProjectInfos infos, MemberStore members, UserDirectory users,
        SetMemberOperation set, PageFrame frame, CancellationToken ct) =>
        forms.AnswerAsync(
            context, $"/projects/{owner}/{name}/members",
            new FormSteps<ProjectAnswer>(
                () => request.SeeAsync(owner, name, ProjectRole.Owner, ct),
                async (found, form) => FormOutcome.Of(
                    (await set.RunAsync(found.Project!, form["user"], form["role"] is "none" ? null : form["role"], ct) as SetMemberOutcome.Refused)?.Detail),
                async (found, why) => Page(frame, infos.Of(found.Project!, found.Role, request.Server), await members.InfosAsync(found.Project!.Id, users, ct), why)),
            ct);

    static IResult Page(PageFrame frame, ProjectInfo project, IReadOnlyList<MemberInfo> members, string? error) => frame.Show<MembersPage>(
        $"Members - {project.Owner}/{project.Name}",
        new(StringComparer.Ordinal) { ["Project"] = project, ["Members"] = members, ["Error"] = error },
        error is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
}
