using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.Members;
using Slipway.DevInstance.Protection;
using Slipway.Platform;
using Slipway.Platform.Auth;

namespace Slipway.DevInstance.Projects;

/// <summary>What other modules may know of projects.</summary>
sealed class ProjectDirectory(
    ProjectStore projects, MemberStore members, ProtectionStore protection, ProjectAccess access, TokenDirectory tokens, UserDirectory users, Revisions revisions, RepositoryFolders folders, GitProgram git, PublicAddress address)
    : IProjectDirectory
{
    public async Task<ProjectFacts?> FindAsync(string path, CancellationToken ct) =>
        ProjectPath.TryParse(path) is { } parsed && await projects.FindAsync(parsed, ct) is { } project ? Facts(project) : null;

    public async Task<ProjectFacts?> FindAsync(long id, CancellationToken ct) => await projects.FindAsync(id, ct) is { } project ? Facts(project) : null;

    public async Task<ProjectRole> RoleAsync(long projectId, long? tokenId, CancellationToken ct) =>
        await projects.FindAsync(projectId, ct) is { } project
            ? await access.RoleAsync(project, Actor.Of(tokenId is { } id ? tokens.FindById(id) : Caller.Anonymous), ct)
            : ProjectRole.None;

    public async Task<ProjectRole> RoleOfAsync(long projectId, long? userId, CancellationToken ct)
    {
        var actor = userId is { } id && users.Find(id) is { } known ? new Actor(known.Name, known.Id, known.Admin, ProjectRole.Owner, null, ProjectRole.None) : Actor.Anonymous;
        return await projects.FindAsync(projectId, ct) is { } project ? await access.RoleAsync(project, actor, ct) : ProjectRole.None;
    }

    public async Task AdmitAsync(long projectId, string user, ProjectRole role, CancellationToken ct)
    {
        if (users.Find(user) is { } known && await members.RoleAsync(projectId, known.Id, ct) < role)
        {
            await members.SetAsync(projectId, known.Id, role, ct);
        }
    }

    public async Task<bool> IsProtectedAsync(long projectId, string fullRef, CancellationToken ct) =>
        await projects.FindAsync(projectId, ct) is { } project && (await protection.ProtectionAsync(project, ct)).Find(fullRef) is not null;

    public Task<string?> ResolveAsync(long projectId, string revision, CancellationToken ct) => revisions.ResolveAsync(projectId, revision, ct);

    public ISourceTree Open(long projectId, string commit) =>
        RefName.IsObject(commit) ? new SourceTree(git, folders.Of(projectId), commit) : throw new ArgumentException($"'{commit}' is no commit.", nameof(commit));

    ProjectFacts Facts(Project project) =>
        new(project.Id, project.Path, project.DefaultBranch, project.Private, new Uri($"{address.Default}/{project.Path}.git"));
}
