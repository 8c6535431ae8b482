using Microsoft.AspNetCore.Http;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Projects;
using Slipway.Platform.Auth;

namespace Slipway.DevInstance.Access;

/// <summary>Which project of those that the caller may see: for the API and the pages.</summary>
sealed class ProjectRequest(RequestCaller request, ProjectStore projects, ProjectAccess access)
{
    public Caller Caller => request.Caller;

    public Actor Actor => Actor.Of(Caller);

    public string Server => request.Server;

    /// <summary>The project with the caller's role, or the refusal.</summary>
    public async Task<ProjectAnswer> FindAsync(string owner, string name, ProjectRole needed, CancellationToken ct)
    {
        var project = ProjectPath.TryParse(owner, name) is { } path ? await projects.FindAsync(path, ct) : null;
        var role = project is null ? ProjectRole.None : await access.RoleAsync(project, Actor, ct);
        return project is not null && role >= needed
            ? new ProjectAnswer(project, role, null)
            : new ProjectAnswer(null, role, request.RefuseProject($"{owner}/{name}", role.SeenWord(), needed.Word(), needed <= ProjectRole.Reader));
    }

    /// <summary>For a page: null where there is none to be seen.</summary>
    public async Task<ProjectAnswer?> SeeAsync(string owner, string name, ProjectRole needed, CancellationToken ct) =>
        await FindAsync(owner, name, needed, ct) is { Project: not null } found ? found : null;

    /// <summary>The refusal for what belongs to the whole instance, or null.</summary>
    public IResult? RefuseUnlessAdmin() => request.RefuseUnlessAdmin();
}

/// <summary>Either the project or the refusal is there.</summary>
/// <param name="Role">The caller's in the project.</param>
sealed record ProjectAnswer(Project? Project, ProjectRole Role, IResult? Refusal);
