using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Mirrors;
using Slipway.DevInstance.Projects.Removal;
using Slipway.DevInstance.Protection;
using Slipway.Platform.Pages;

namespace Slipway.DevInstance.Projects.Settings;

/// <summary>A project's settings, for its maintainers; its end, for its owners.</summary>
static class SettingsPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/projects/{owner}/{name}/settings", Show).ExcludeFromDescription();
        routes.MapPost("/projects/{owner}/{name}/settings", Act).ExcludeFromDescription();
    }

    static async Task<IResult> Show(string owner, string name, ProjectRequest request, SettingsParts parts, PageFrame frame, CancellationToken ct) =>
        await request.SeeAsync(owner, name, ProjectRole.Maintainer, ct) is { } found ? await PageAsync(found, request, parts, frame, null, ct) : TypedResults.NotFound();

    static Task<IResult> Act(string owner, string name, HttpContext context, PageForms forms, ProjectRequest request, SettingsParts parts, PageFrame frame, CancellationToken ct) =>
        forms.AnswerAsync(
            context, $"/projects/{owner}/{name}/settings",
            new FormSteps<ProjectAnswer>(
                () => request.SeeAsync(owner, name, ProjectRole.Maintainer, ct),
                (found, form) => form["action"] switch
                {
                    "protect" => ProtectAsync(found.Project!, form, parts, ct),
                    "delete" => DeleteAsync(found, form, request.Actor, parts, ct),
                    _ => Task.FromResult<FormOutcome>(new FormOutcome.Refused("This form is none of this page's.")),
                },
                (found, why) => PageAsync(found, request, parts, frame, why, ct)),
            ct);

    static async Task<FormOutcome> ProtectAsync(Project project, PostedForm form, SettingsParts parts, CancellationToken ct) =>
        FormOutcome.Of((await parts.Protect.RunAsync(project, new ProtectRef(form["kind"], form["pattern"], form["push"], form["merge"]), ct) as ProtectOutcome.Refused)?.Detail);

    static async Task<FormOutcome> DeleteAsync(ProjectAnswer found, PostedForm form, Actor actor, SettingsParts parts, CancellationToken ct) =>
        found.Role < ProjectRole.Owner ? new FormOutcome.Refused("This needs the role owner.")
        : form["path"] != found.Project!.Path ? new FormOutcome.Refused($"Nothing was deleted: type {found.Project.Path} to delete it.")
        : await parts.Delete.RunAsync(found.Project, actor, ct) is DeleteProjectOutcome.Refused refused ? new FormOutcome.Refused(refused.Detail)
        : new FormOutcome.Done("/projects");

    static async Task<IResult> PageAsync(ProjectAnswer found, ProjectRequest request, SettingsParts parts, PageFrame frame, string? error, CancellationToken ct)
    {
        var project = found.Project!;
        return frame.Show<SettingsPage>(
            $"Settings - {project.Path}",
            new(StringComparer.Ordinal)
            {
                ["Project"] = parts.Infos.Of(project, found.Role, request.Server),
                ["Protected"] = ProtectionEndpoints.Infos(project, await parts.Protection.ProtectionAsync(project, ct)),
                ["Mirrors"] = (await parts.Mirrors.ListAsync(project.Id, ct)).Select(MirrorEndpoints.Info).ToList(),
                ["Error"] = error,
            },
            error is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }
}

/// <summary>What the page of settings is made from, and does.</summary>
sealed record SettingsParts(ProjectInfos Infos, ProtectionStore Protection, MirrorStore Mirrors, ProtectOperation Protect, DeleteProjectOperation Delete);
