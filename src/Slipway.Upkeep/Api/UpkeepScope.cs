using Microsoft.AspNetCore.Http;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.Upkeep.Api;

/// <summary>
/// Who asks, and whether they maintain the project: nobody else sees what runs. The private looks like the absent.
/// </summary>
sealed class UpkeepScope(IHttpContextAccessor http, BrowserSessions sessions, IProjectDirectory projects)
{
    /// <summary>Set where the session's cookie counts for a form of ours.</summary>
    public Caller Caller
    {
        get => field ??= sessions.Find(http.HttpContext!.Request);
        set;
    }

    /// <summary>The project, or the refusal.</summary>
    public async Task<ScopedProject> FindAsync(string owner, string name, CancellationToken ct)
    {
        var project = await projects.FindAsync($"{owner}/{name}", ct);
        var role = project is null ? ProjectRole.None : await projects.RoleAsync(project.Id, Caller.TokenId, ct);
        return project is not null && role >= ProjectRole.Maintainer ? new ScopedProject(project, null)
            : !Caller.IsKnown ? new ScopedProject(null, Refusal.Of(ProblemCode.Unauthenticated, "Send a token that is valid: 'slipway login URL', or the header 'Authorization: Bearer TOKEN'."))
            : role > ProjectRole.None ? new ScopedProject(null, Refusal.Of(
                ProblemCode.Forbidden, $"'{Caller.By}' is {role.ToString().ToLowerInvariant()} of {owner}/{name} with this token, and this needs maintainer. Ask an owner for the role, or use a token of a wider scope."))
            : new ScopedProject(null, Refusal.Of(ProblemCode.NotFound, $"There is no project {owner}/{name} that you may see."));
    }
}

/// <summary>Either is there.</summary>
sealed record ScopedProject(ProjectFacts? Project, IResult? Refusal);
