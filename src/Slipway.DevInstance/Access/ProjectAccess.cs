using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Members;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.Access;

/// <summary>The one place that decides what somebody may do in a project.</summary>
sealed class ProjectAccess(MemberStore members)
{
    public async Task<ProjectRole> RoleAsync(Project project, Actor actor, CancellationToken ct) =>
        Decide(project, actor, actor is { UserId: { } user, Everywhere: false } ? await members.RoleAsync(project.Id, user, ct) : ProjectRole.None);

    /// <summary>Those of the projects that the actor may see, with the actor's role.</summary>
    public async Task<IReadOnlyList<(Project Project, ProjectRole Role)>> VisibleAsync(IEnumerable<Project> projects, Actor actor, CancellationToken ct)
    {
        var roles = actor.UserId is { } user ? await members.RolesAsync(user, ct) : new Dictionary<long, ProjectRole>();
        return [.. projects.Select(project => (project, Decide(project, actor, roles.GetValueOrDefault(project.Id)))).Where(pair => pair.Item2 > ProjectRole.None)];
    }

    static ProjectRole Decide(Project project, Actor actor, ProjectRole member)
    {
        var own = actor.ProjectId is { } only && only != project.Id ? ProjectRole.None
            : actor.Everywhere ? ProjectRole.Owner
            : actor.UserId is null ? actor.Given
            : member;
        var allowed = own < actor.Most ? own : actor.Most;
        return allowed == ProjectRole.None && !project.Private ? ProjectRole.Reader : allowed;
    }
}
