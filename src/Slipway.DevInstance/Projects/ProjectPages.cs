using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.DevInstance.Access;
using Slipway.Platform.Pages;

namespace Slipway.DevInstance.Projects;

static class ProjectPages
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/projects", List).ExcludeFromDescription();

    static async Task<IResult> List(ProjectRequest request, ProjectStore projects, ProjectAccess access, ProjectInfos infos, PageFrame frame, CancellationToken ct) =>
        frame.Show<ProjectsPage>("Projects", new(StringComparer.Ordinal)
        {
            ["Projects"] = (await access.VisibleAsync(await projects.AllAsync(ct), request.Actor, ct))
                .Select(visible => infos.Of(visible.Project, visible.Role, request.Server)).ToList(),
            ["IsKnown"] = request.Caller.IsKnown,
        });
}
