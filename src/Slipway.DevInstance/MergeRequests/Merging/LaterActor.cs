using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Members;
using Slipway.DevInstance.Projects;
using Slipway.Platform.Auth;

namespace Slipway.DevInstance.MergeRequests.Merging;

/// <summary>Somebody who said earlier what is to be done now: with the role that they have today, and at most what they had then.</summary>
sealed class LaterActor(MemberStore members, UserDirectory users)
{
    /// <param name="userId">Null where it was no user: a machine's token, a deploy key.</param>
    /// <param name="then">What they might do when they said it.</param>
    public async Task<Actor> ActorAsync(Project project, string name, long? userId, ProjectRole then, CancellationToken ct)
    {
        var user = userId is { } id ? users.Find(id) : null;
        var today = userId is null || user?.Admin == true ? ProjectRole.Owner : user is null ? ProjectRole.None : await members.RoleAsync(project.Id, user.Id, ct);
        var role = today < then ? today : then;
        return new Actor(name, userId, Everywhere: false, role, project.Id, role);
    }
}
