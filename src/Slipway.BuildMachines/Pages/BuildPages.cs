using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.BuildMachines.Api;
using Slipway.BuildMachines.Artifacts;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Logs;
using Slipway.BuildMachines.Queue;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Pages;

namespace Slipway.BuildMachines.Pages;

/// <summary>Pipelines and jobs to look at, at GitLab's addresses. A trace grows on its page as it is written; without scripts the page is loaded anew every few seconds.</summary>
static class BuildPages
{
    const int PerPage = 30;
    const int Shown = 512 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var project = routes.MapGroup("/{owner}/{name}/-").ExcludeFromDescription();
        project.MapGet("/pipelines", List);
        project.MapGet("/pipelines/{id:long}", Show);
        project.MapGet("/jobs/{id:long}", Job);
        project.MapGet("/jobs/{id:long}/artifacts/{type}", Download);
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

    static async Task<IResult> Job(
        string owner, string name, long id, ProjectScope scope, PipelineReader pipelines, TraceStore traces, WhyWaiting why, PageFrame frame, CancellationToken ct)
    {
        if (await FindAsync(owner, name, scope, ct) is not { } project || await pipelines.RowAsync(project, id, ct) is not { } row)
        {
            return TypedResults.NotFound();
        }

        var from = Math.Max(0, traces.LengthOf(id, row.Attempt) - Shown);
        return frame.Show<JobPage>($"{row.Name} ({id})", new(StringComparer.Ordinal)
        {
            ["Project"] = project.Path,
            ["Job"] = await pipelines.JobAsync(project, id, ct),
            ["Why"] = row.State.IsOver() || row.State == JobState.Running ? null : await why.AskAsync(row, tellRunners: false, ct),
            ["Trace"] = AnsiHtml.Render(traces.Read(id, row.Attempt, from, Shown)),
            ["CutBytes"] = from,
        }, live: new LivePart("trace.js", row.State.IsOver() ? null : 5));
    }

    static async Task<IResult> Download(string owner, string name, long id, string type, ProjectScope scope, PipelineReader pipelines, ArtifactStore artifacts, CancellationToken ct) =>
        await FindAsync(owner, name, scope, ct) is { } project && await pipelines.RowAsync(project, id, ct) is not null
        && await artifacts.FindAsync(id, type, ct) is { } file && artifacts.Open(file) is { } blob
            ? new ArtifactDownload(blob, file)
            : TypedResults.NotFound();

    static async Task<ProjectFacts?> FindAsync(string owner, string name, ProjectScope scope, CancellationToken ct) =>
        (await scope.FindAsync(owner, name, ProjectRole.Reader, ct)).Project;
}
