using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.BuildMachines.Api;
using Slipway.BuildMachines.Artifacts;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Logs;
using Slipway.BuildMachines.Pipelines;
using Slipway.BuildMachines.Queue;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Pages;

namespace Slipway.BuildMachines.Pages;

/// <summary>
/// A job's page: its trace, which grows as it is written (without scripts the page is loaded anew every few seconds), its artifacts, and what may be
/// done to it.
/// </summary>
static class JobPages
{
    const int Shown = 512 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var project = routes.MapGroup("/{owner}/{name}/-").ExcludeFromDescription();
        project.MapGet("/jobs/{id:long}", Show);
        project.MapPost("/jobs/{id:long}", Act);
        project.MapGet("/jobs/{id:long}/artifacts/{type}", Download);
    }

    static async Task<IResult> Show(
        string owner, string name, long id, ProjectScope scope, PipelineReader pipelines, TraceStore traces, WhyWaiting why, PageFrame frame, CancellationToken ct) =>
        await PageAsync(await scope.FindAsync(owner, name, ProjectRole.Reader, ct), id, pipelines, traces, why, frame, null, ct);

    static Task<IResult> Act(
        string owner, string name, long id, HttpContext context, PageForms forms, ProjectScope scope, JobActions actions, PipelineReader pipelines, TraceStore traces, WhyWaiting why,
        PageFrame frame, CancellationToken ct) =>
        forms.AnswerAsync(
            context, $"/{owner}/{name}/-/jobs/{id}",
            new FormSteps<ScopedProject>(
                () => scope.SeeAsync(owner, name, ct),
                (found, form) => ActAsync(found, id, form, actions, ct),
                (found, error) => PageAsync(found, id, pipelines, traces, why, frame, error, ct)),
            ct);

    static async Task<FormOutcome> ActAsync(ScopedProject found, long id, PostedForm form, JobActions actions, CancellationToken ct)
    {
        var action = new JobAction.Named(form["action"]);
        return found.Role < JobActions.Needs(action)
            ? new FormOutcome.Refused("This needs the role developer.")
            : await actions.RunAsync(found, id, action, Doer.Of(form.Caller), ct) switch
            {
                ControlOutcome.Done done => new FormOutcome.Done($"/{found.Project!.Path}/-/jobs/{done.JobId}"),
                ControlOutcome.Replaced replaced => new FormOutcome.Done($"/{found.Project!.Path}/-/jobs/{replaced.JobId()}"),
                ControlOutcome.Refused refused => new FormOutcome.Refused(refused.Detail),
                _ => throw new InvalidOperationException("an outcome without an answer"),
            };
    }

    static async Task<IResult> PageAsync(
        ScopedProject found, long id, PipelineReader pipelines, TraceStore traces, WhyWaiting why, PageFrame frame, string? error, CancellationToken ct)
    {
        if (found.Project is not { } project || await pipelines.RowAsync(project, id, ct) is not { } row)
        {
            return TypedResults.NotFound();
        }

        var from = Math.Max(0, traces.LengthOf(id, row.Attempt) - Shown);
        return frame.Show<JobPage>(
            $"{row.Name} ({id})",
            new(StringComparer.Ordinal)
            {
                ["Project"] = project.Path,
                ["Job"] = await pipelines.JobAsync(project, id, ct),
                ["Superseded"] = row.Superseded,
                ["MayChange"] = found.Role >= ProjectRole.Developer,
                ["Error"] = error,
                ["Confirmation"] = row.State == JobState.Manual ? (await pipelines.DefinitionAsync(row, ct)).ManualConfirmation : null,
                ["Why"] = row.State.IsOver() || row.State == JobState.Running ? null : await why.AskAsync(row, tellRunners: false, ct),
                ["Trace"] = AnsiHtml.Render(traces.Read(id, row.Attempt, from, Shown)),
                ["CutBytes"] = from,
            },
            error is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict,
            live: new LivePart("trace.js", row.State.IsOver() ? null : 5));
    }

    static async Task<IResult> Download(string owner, string name, long id, string type, ProjectScope scope, PipelineReader pipelines, ArtifactStore artifacts, CancellationToken ct) =>
        await scope.FindAsync(owner, name, ProjectRole.Reader, ct) is { Project: { } project } found && await pipelines.RowAsync(project, id, ct) is not null
        && await artifacts.FindAsync(id, type, ct) is { } file && file.IsFor(found.Role) && artifacts.Open(file) is { } blob
            ? new ArtifactDownload(blob, file)
            : TypedResults.NotFound();
}
