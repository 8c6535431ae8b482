using Microsoft.Extensions.Options;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Ssh;

namespace Slipway.DevInstance.Projects;

/// <summary>From rows to what the API says.</summary>
sealed class ProjectInfos(IOptions<SshOptions> ssh)
{
    public ProjectInfo Of(Project project, ProjectRole role, string server) => new(
        project.Id, project.Owner, project.Name, project.Description, project.Private, project.DefaultBranch,
        $"{server}/{project.Path}.git", SshUrl(project), role.ToString().ToLowerInvariant(), project.CreatedAt);

    string? SshUrl(Project project) => ssh.Value switch
    {
        { Host: null or "" } => null,
        { Port: 22 } standard => $"{standard.User}@{standard.Host}:{project.Path}.git",
        var other => $"ssh://{other.User}@{other.Host}:{other.Port}/{project.Path}.git",
    };
}
