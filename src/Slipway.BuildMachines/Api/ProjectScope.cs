using Microsoft.AspNetCore.Http;
using Slipway.Contracts.DevInstance;
using Slipway.Platform;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.BuildMachines.Api;

/// <summary>Who asks, and which project of those that they may see. The private looks like the absent.</summary>
sealed class ProjectScope(IHttpContextAccessor http, BrowserSessions sessions, IProjectDirectory projects, PublicAddress address)
{
    /// <summary>Set where the session's cookie counts for a form of ours.</summary>
    public Caller Caller
    {
        get => field ??= sessions.Find(http.HttpContext!.Request);
        set;
    }

    public string Server => address.Of(http.HttpContext!.Request);

    /// <summary>The project and the caller's role in it, or the refusal.</summary>
    public async Task<ScopedProject> FindAsync(string owner, string name, ProjectRole needed, CancellationToken ct)
    {
        var project = await projects.FindAsync($"{owner}/{name}", ct);
        var role = project is null ? ProjectRole.None : await projects.RoleAsync(project.Id, Caller.TokenId, ct);
        if (project is not null && role >= needed)
        {
            return new ScopedProject(project, role, null);
        }

        return new ScopedProject(null, role, (role, Caller.IsKnown) switch
        {
            (_, false) when needed > ProjectRole.Reader || Caller == Caller.Rejected => Unauthenticated(),
            ( > ProjectRole.None, _) => Refusal.Of(
                ProblemCode.Forbidden, $"'{Caller.By}' is {Word(role)} of {owner}/{name} with this token, and this needs {Word(needed)}. Ask an owner for the role, or use a token of a wider scope."),
            _ => Refusal.Of(ProblemCode.NotFound, $"There is no project {owner}/{name} that you may see."),
        });
    }

    /// <summary>Pipelines of protected refs see protected variables: they are the maintainers' to run, cancel and retry. Null where that is fine.</summary>
    public async Task<IResult?> RefuseProtectedAsync(ProjectFacts project, ProjectRole role, string fullRef, CancellationToken ct) =>
        await WhyNotAsync(projects, project, role, fullRef, ct) is { } why ? Refusal.Of(ProblemCode.Forbidden, why) : null;

    /// <summary>The same in words.</summary>
    public static async Task<string?> WhyNotAsync(IProjectDirectory projects, ProjectFacts project, ProjectRole role, string fullRef, CancellationToken ct) =>
        role < ProjectRole.Maintainer && await projects.IsProtectedAsync(project.Id, fullRef, ct)
            ? $"{fullRef} is protected: its pipelines are for maintainers of {project.Path} to run and change."
            : null;

    /// <summary>The refusal for what belongs to the whole instance, or null.</summary>
    public IResult? RefuseUnlessAdmin() =>
        Caller.MayEverywhere(Scope.Admin) ? null
        : !Caller.IsKnown ? Unauthenticated()
        : Refusal.Of(ProblemCode.Forbidden, $"'{Caller.By}' is no admin of this server, or the token '{Caller.Name}' has another scope.");

    public static IResult Unauthenticated() =>
        Refusal.Of(ProblemCode.Unauthenticated, "Send a token that is valid: 'slipway login URL', or the header 'Authorization: Bearer TOKEN'.");

    static string Word(ProjectRole role) => role.ToString().ToLowerInvariant();
}

/// <summary>Either the project or the refusal is there.</summary>
sealed record ScopedProject(ProjectFacts? Project, ProjectRole Role, IResult? Refusal);
