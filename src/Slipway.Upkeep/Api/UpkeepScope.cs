using Microsoft.AspNetCore.Http;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Auth;

namespace Slipway.Upkeep.Api;

/// <summary>
/// Who asks, and whether they maintain the project: nobody else sees what runs. The private looks like the absent.
/// </summary>
sealed class UpkeepScope(RequestCaller request, IProjectDirectory projects)
{
    public Caller Caller => request.Caller;

    /// <summary>The project, or the refusal.</summary>
    public async Task<ScopedProject> FindAsync(string owner, string name, CancellationToken ct)
    {
        var project = await projects.FindAsync($"{owner}/{name}", ct);
        var role = project is null ? ProjectRole.None : await projects.RoleAsync(project.Id, Caller.TokenId, ct);
        return project is not null && role >= ProjectRole.Maintainer
            ? new ScopedProject(project, null)
            : new ScopedProject(null, request.RefuseProject($"{owner}/{name}", role.SeenWord(), ProjectRole.Maintainer.Word(), reads: false));
    }
}

/// <summary>Either is there.</summary>
sealed record ScopedProject(ProjectFacts? Project, IResult? Refusal);
