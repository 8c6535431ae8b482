using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Auth;

namespace Slipway.DevInstance.Access;

/// <summary>Who acts on projects: a user by a token or an SSH key, a job, a deploy key, or nobody known.</summary>
/// <param name="Name">Who is said to have done it.</param>
/// <param name="UserId">Null where it is no user.</param>
/// <param name="Everywhere">An admin: owner of every project, as far as <paramref name="Most"/> goes.</param>
/// <param name="Most">The highest role that the credentials allow.</param>
/// <param name="ProjectId">The one project that the credentials are for, or null.</param>
/// <param name="Given">For credentials without a user: the role in that one project.</param>
sealed record Actor(string Name, long? UserId, bool Everywhere, ProjectRole Most, long? ProjectId, ProjectRole Given)
{
    public static Actor Anonymous { get; } = new("anonymous", null, Everywhere: false, ProjectRole.None, null, ProjectRole.None);

    public static Actor Of(Caller caller)
    {
        // A token for packages says nothing about projects.
        if (!caller.IsKnown || caller.Repository is not null)
        {
            return Anonymous with { Name = caller.Name };
        }

        var most = caller.Scope switch
        {
            Scope.Read => ProjectRole.Reader,
            Scope.Push => ProjectRole.Maintainer,
            Scope.Admin => ProjectRole.Owner,
            _ => ProjectRole.None,
        };
        return new Actor(caller.By, caller.User?.Id, caller.User?.Admin ?? caller.Scope == Scope.Admin, most, caller.ProjectId, ProjectRole.None);
    }

    public static Actor Of(JobIdentity job) => new(job.By, null, Everywhere: false, ProjectRole.Reader, job.ProjectId, ProjectRole.Reader);
}
