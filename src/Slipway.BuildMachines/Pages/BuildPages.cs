using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.BuildMachines.Api;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Pages;

namespace Slipway.BuildMachines.Pages;

/// <summary>Pipelines to look at, at GitLab's addresses.</summary>
static class BuildPages
{
    const int PerPage = 30;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var project = routes.MapGroup("/{owner}/{name}/-").ExcludeFromDescription();
        project.MapGet("/pipelines", List);
        project.MapGet("/pipelines/{id:long}", Show);
    }

    static async Task<IResult> List(string owner, string name, ProjectScope scope, PipelineReader pipelines, PageFrame frame, CancellationToken ct, int page = 1)
    {
        if (await FindAsync(owner, name, scope, ct) is not { } project)
        {
            return TypedResults.NotFound();
        }

        return frame.Show<PipelineListPage>($"Pipelines of {project.Path}", new(StringComparer.Ordinal)
        {
            ["Project"] = project.Path,
            ["Pipelines"] = await pipelines.PageAsync(project, null, Math.Clamp(page, 1, int.MaxValue / PerPage), PerPage, ct),
        });
    }

    static async Task<IResult> Show(string owner, string name, long id, ProjectScope scope, PipelineReader pipelines, PageFrame frame, CancellationToken ct) =>
        await FindAsync(owner, name, scope, ct) is { } project && await pipelines.FindAsync(project, id, superseded: false, ct) is { } detail
            ? frame.Show<PipelineShowPage>($"Pipeline {id}", new(StringComparer.Ordinal) { ["Detail"] = detail })
            : TypedResults.NotFound();

    static async Task<ProjectFacts?> FindAsync(string owner, string name, ProjectScope scope, CancellationToken ct) =>
        (await scope.FindAsync(owner, name, ProjectRole.Reader, ct)).Project;
}
