using Microsoft.AspNetCore.Http;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Projects;
using Slipway.Platform.Auth;

namespace Slipway.DevInstance.Transport;

/// <summary>
/// Who asks in git's own addresses, and whether they may. git sends credentials only when it is asked for them, so the anonymous are asked
/// wherever they may not read: the same for what is private and for what is not there.
/// </summary>
sealed class GitAccess(TokenDirectory tokens, IEnumerable<IJobTokens> jobs, ProjectStore projects, ProjectAccess access)
{
    // GitLab's user name for jobs; .gitlab-ci.yml files have it in clone URLs.
    const string JobUser = "gitlab-ci-token";

    public async Task<GitAnswer> AuthorizeAsync(HttpRequest request, string owner, string name, ProjectRole needed, CancellationToken ct)
    {
        if (FindActor(request) is not { } actor)
        {
            return new GitAnswer.Asked("These credentials are unknown, revoked or expired.");
        }

        return await AuthorizeAsync(actor, owner, name, needed, ct);
    }

    public async Task<GitAnswer> AuthorizeAsync(Actor actor, string owner, string name, ProjectRole needed, CancellationToken ct)
    {
        var project = ProjectPath.TryParse(owner, name) is { } path ? await projects.FindAsync(path, ct) : null;
        var role = project is null ? ProjectRole.None : await access.RoleAsync(project, actor, ct);
        return (project, role) switch
        {
            ({ }, _) when role >= needed => new GitAnswer.Allowed(project, actor, role),
            _ when actor == Actor.Anonymous => new GitAnswer.Asked("A token is needed: give it as the password."),
            ({ }, > ProjectRole.None) => new GitAnswer.Refused(
                StatusCodes.Status403Forbidden, $"'{actor.Name}' may read {project.Path} and not push to it: that needs the role developer, and credentials that may push."),
            _ => new GitAnswer.Refused(StatusCodes.Status404NotFound, $"There is no project {owner}/{name} that you may see."),
        };
    }

    /// <summary>Null where credentials were sent that open nothing.</summary>
    Actor? FindActor(HttpRequest request)
    {
        if (Credentials.Basic(request) is { User: JobUser } job)
        {
            return jobs.Select(known => known.Find(job.Password)).FirstOrDefault(found => found is not null) is { } identity ? Actor.Of(identity) : null;
        }

        var caller = tokens.Find(request);
        return caller == Caller.Rejected ? null : caller == Caller.Anonymous ? Actor.Anonymous : Actor.Of(caller);
    }
}

abstract record GitAnswer
{
    public sealed record Allowed(Project Project, Actor Actor, ProjectRole Role) : GitAnswer;

    /// <summary>401: git asks its user, or a credential helper.</summary>
    public sealed record Asked(string Detail) : GitAnswer;

    public sealed record Refused(int Status, string Detail) : GitAnswer;
}
