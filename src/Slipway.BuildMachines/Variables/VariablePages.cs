using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.BuildMachines.Api;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Pages;

namespace Slipway.BuildMachines.Variables;

/// <summary>A project's variables, for its maintainers: values are written here and never shown.</summary>
static class VariablePages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{owner}/{name}/-/variables", Show).ExcludeFromDescription();
        routes.MapPost("/{owner}/{name}/-/variables", Act).ExcludeFromDescription();
    }

    static async Task<IResult> Show(string owner, string name, ProjectScope scope, VariableStore store, PageFrame frame, CancellationToken ct) =>
        await scope.SeeAsync(owner, name, ct) is { } found ? Page(found, store, frame, null) : TypedResults.NotFound();

    static Task<IResult> Act(
        string owner, string name, HttpContext context, PageForms forms, ProjectScope scope, VariableStore store, TimeProvider time, PageFrame frame, CancellationToken ct) =>
        forms.AnswerAsync(
            context, $"/{owner}/{name}/-/variables",
            new FormSteps<ScopedProject>(
                () => scope.SeeAsync(owner, name, ct),
                async (found, form) => found.Role < ProjectRole.Maintainer
                    ? new FormOutcome.Refused("This needs the role maintainer.")
                    : FormOutcome.Of(await DoAsync(found.Project!.Id, form, store, time, ct)),
                (found, why) => Task.FromResult(Page(found, store, frame, why))),
            ct);

    /// <returns>Why it was not done, or null.</returns>
    static async Task<string?> DoAsync(long project, PostedForm form, VariableStore store, TimeProvider time, CancellationToken ct)
    {
        var environment = form["environment"] is { Length: > 0 } given ? given : "*";
        if (form["action"] == "remove")
        {
            return await store.RemoveAsync(project, form["key"], environment, ct) ? null : "This variable is gone.";
        }

        var body = new SetVariable(
            form.Whole("value"), form.Has("protected"), form.Has("masked"), form.Has("file"), !form.Has("expand"), environment);
        if (VariableRules.Wrong(form["key"], body) is { } wrong)
        {
            return wrong;
        }

        await store.SetAsync(project, form["key"], body.Value, new VariableFlags(environment, body.Protected, body.Masked, body.File, body.Raw), form.Caller.By, time.GetUtcNow(), ct);
        return null;
    }

    static IResult Page(ScopedProject found, VariableStore store, PageFrame frame, string? error)
    {
        var mayWrite = found.Role >= ProjectRole.Maintainer;
        return frame.Show<VariablesPage>(
            $"Variables of {found.Project!.Path}",
            new(StringComparer.Ordinal)
            {
                ["Project"] = found.Project.Path,
                ["Variables"] = mayWrite ? VariableRules.Infos(store.Of(found.Project.Id)) : null,
                ["Error"] = error,
            },
            error is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }
}
