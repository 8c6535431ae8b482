using Microsoft.AspNetCore.Http;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Projects;
using Slipway.Platform;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.Access;

/// <summary>Who asks, and which project of those that they may see: for the API and the pages. The private looks like the absent.</summary>
sealed class ProjectRequest(IHttpContextAccessor http, BrowserSessions sessions, ProjectStore projects, ProjectAccess access, PublicAddress address)
{
    /// <summary>Set by <see cref="PageForm"/> where the session's cookie counts for a form.</summary>
    public Caller Caller
    {
        get => field ??= sessions.Find(http.HttpContext!.Request);
        set;
    }

    public Actor Actor => field ??= Actor.Of(Caller);

    public string Server => address.Of(http.HttpContext!.Request);

    /// <summary>The project with the caller's role, or the refusal.</summary>
    public async Task<ProjectAnswer> FindAsync(string owner, string name, ProjectRole needed, CancellationToken ct)
    {
        var project = ProjectPath.TryParse(owner, name) is { } path ? await projects.FindAsync(path, ct) : null;
        var role = project is null ? ProjectRole.None : await access.RoleAsync(project, Actor, ct);
        if (project is not null && role >= needed)
        {
            return new ProjectAnswer(project, role, null);
        }

        return new ProjectAnswer(null, role, (role, Caller.IsKnown) switch
        {
            (_, false) when needed > ProjectRole.Reader || Caller == Caller.Rejected => Unauthenticated(),
            ( > ProjectRole.None, _) => Refusal.Of(
                ProblemCode.Forbidden,
                $"'{Actor.Name}' is {Text(role)} of {owner}/{name} with this token, and this needs {Text(needed)}. Ask an owner for the role, or use a token of a wider scope."),
            _ => Refusal.Of(ProblemCode.NotFound, $"There is no project {owner}/{name} that you may see."),
        });
    }

    /// <summary>The refusal for what belongs to the whole instance, or null.</summary>
    public IResult? RefuseUnlessAdmin() =>
        Caller.MayEverywhere(Scope.Admin) ? null
        : !Caller.IsKnown ? Unauthenticated()
        : Refusal.Of(ProblemCode.Forbidden, $"'{Actor.Name}' is no admin of this server, or the token '{Caller.Name}' has another scope.");

    public static IResult Unauthenticated() =>
        Refusal.Of(ProblemCode.Unauthenticated, "Send a token that is valid: 'slipway login URL', or the header 'Authorization: Bearer TOKEN'.");

    static string Text(ProjectRole role) => role.ToString().ToLowerInvariant();
}

/// <summary>Either the project or the refusal is there.</summary>
/// <param name="Role">The caller's in the project.</param>
sealed record ProjectAnswer(Project? Project, ProjectRole Role, IResult? Refusal);
