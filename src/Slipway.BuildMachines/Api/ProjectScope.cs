using Microsoft.AspNetCore.Http;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.BuildMachines.Api;

/// <summary>Which project of those that the caller may see.</summary>
sealed class ProjectScope(RequestCaller request, IProjectDirectory projects)
{
    public Caller Caller => request.Caller;

    public string Server => request.Server;

    /// <summary>The project and the caller's role in it, or the refusal.</summary>
    public async Task<ScopedProject> FindAsync(string owner, string name, ProjectRole needed, CancellationToken ct)
    {
        var project = await projects.FindAsync($"{owner}/{name}", ct);
        var role = project is null ? ProjectRole.None : await projects.RoleAsync(project.Id, Caller.TokenId, ct);
        return project is not null && role >= needed
            ? new ScopedProject(project, role, null)
            : new ScopedProject(null, role, request.RefuseProject($"{owner}/{name}", role.SeenWord(), needed.Word(), needed <= ProjectRole.Reader));
    }

    /// <summary>For a page: null where there is none to be seen.</summary>
    public async Task<ScopedProject?> SeeAsync(string owner, string name, CancellationToken ct) =>
        await FindAsync(owner, name, ProjectRole.Reader, ct) is { Project: not null } found ? found : null;

    /// <summary>Pipelines of protected refs see protected variables: they are the maintainers' to run, cancel and retry. Null where that is fine.</summary>
    public async Task<IResult?> RefuseProtectedAsync(ProjectFacts project, ProjectRole role, string fullRef, CancellationToken ct) =>
        await WhyNotAsync(projects, project, role, fullRef, ct) is { } why ? Refusal.Of(ProblemCode.Forbidden, why) : null;

    /// <summary>The same in words.</summary>
    public static async Task<string?> WhyNotAsync(IProjectDirectory projects, ProjectFacts project, ProjectRole role, string fullRef, CancellationToken ct) =>
        role < ProjectRole.Maintainer && await projects.IsProtectedAsync(project.Id, fullRef, ct)
            ? $"{fullRef} is protected: its pipelines are for maintainers of {project.Path} to run and change."
            : null;

    /// <summary>The refusal for what belongs to the whole instance, or null.</summary>
    public IResult? RefuseUnlessAdmin() => request.RefuseUnlessAdmin();
}

/// <summary>Either the project or the refusal is there.</summary>
sealed record ScopedProject(ProjectFacts? Project, ProjectRole Role, IResult? Refusal);
