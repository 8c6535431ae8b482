using Slipway.Contracts;
using Slipway.Contracts.DevInstance;
using Slipway.Contracts.PackageServer;

namespace Slipway.Client;

/// <summary>Projects, their members, protection, keys and mirrors; <see cref="SlipwayClient.Projects"/>.</summary>
public sealed class ProjectsClient
{
    readonly SlipwayClient _client;

    internal ProjectsClient(SlipwayClient client) => _client = client;

    /// <summary>The projects that the token may see.</summary>
    public Task<IReadOnlyList<ProjectInfo>> ListAsync(CancellationToken ct) => _client.GetAsync("projects", ContractsJson.Default.IReadOnlyListProjectInfo, ct);

    /// <summary>One project.</summary>
    public Task<ProjectInfo> FindAsync(RepositoryName name, CancellationToken ct) => _client.GetAsync(Path(name), ContractsJson.Default.ProjectInfo, ct);

    /// <summary>Makes a project with an empty repository.</summary>
    public Task<ProjectInfo> CreateAsync(CreateProject body, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Post, "projects", body, ContractsJson.Default.CreateProject, ContractsJson.Default.ProjectInfo, ct);

    /// <summary>Changes what is not null.</summary>
    public Task<ProjectInfo> ChangeAsync(RepositoryName name, ChangeProject body, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Patch, Path(name), body, ContractsJson.Default.ChangeProject, ContractsJson.Default.ProjectInfo, ct);

    /// <summary>Deletes it with all that hangs on it, except packages and their provenance.</summary>
    public Task DeleteAsync(RepositoryName name, CancellationToken ct) => _client.DeleteAsync(Path(name), ct);

    /// <summary>The members.</summary>
    public Task<IReadOnlyList<MemberInfo>> MembersAsync(RepositoryName name, CancellationToken ct) =>
        _client.GetAsync(Path(name) + "/members", ContractsJson.Default.IReadOnlyListMemberInfo, ct);

    /// <summary>Adds a member, or changes the role.</summary>
    public Task<MemberInfo> SetMemberAsync(RepositoryName name, string user, string role, CancellationToken ct) => _client.SendAsync(
        HttpMethod.Put, $"{Path(name)}/members/{Uri.EscapeDataString(user)}", new SetMember(role), ContractsJson.Default.SetMember, ContractsJson.Default.MemberInfo, ct);

    /// <summary>Takes a member out.</summary>
    public Task RemoveMemberAsync(RepositoryName name, string user, CancellationToken ct) => _client.DeleteAsync($"{Path(name)}/members/{Uri.EscapeDataString(user)}", ct);

    /// <summary>The protected branches and tags.</summary>
    public Task<IReadOnlyList<ProtectedRefInfo>> ProtectedAsync(RepositoryName name, CancellationToken ct) =>
        _client.GetAsync(Path(name) + "/protected-refs", ContractsJson.Default.IReadOnlyListProtectedRefInfo, ct);

    /// <summary>Protects branches or tags.</summary>
    public Task<ProtectedRefInfo> ProtectAsync(RepositoryName name, ProtectRef body, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Post, Path(name) + "/protected-refs", body, ContractsJson.Default.ProtectRef, ContractsJson.Default.ProtectedRefInfo, ct);

    /// <summary>Takes a protection away.</summary>
    public Task UnprotectAsync(RepositoryName name, long id, CancellationToken ct) => _client.DeleteAsync($"{Path(name)}/protected-refs/{id}", ct);

    /// <summary>What the project wants of every push.</summary>
    public Task<PushRuleSet> PushRulesAsync(RepositoryName name, CancellationToken ct) => _client.GetAsync(Path(name) + "/push-rules", ContractsJson.Default.PushRuleSet, ct);

    /// <summary>Says what the project wants of every push.</summary>
    public Task<PushRuleSet> SetPushRulesAsync(RepositoryName name, PushRuleSet body, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Put, Path(name) + "/push-rules", body, ContractsJson.Default.PushRuleSet, ContractsJson.Default.PushRuleSet, ct);

    /// <summary>The deploy keys.</summary>
    public Task<IReadOnlyList<SshKeyInfo>> DeployKeysAsync(RepositoryName name, CancellationToken ct) =>
        _client.GetAsync(Path(name) + "/deploy-keys", ContractsJson.Default.IReadOnlyListSshKeyInfo, ct);

    /// <summary>Adds a deploy key.</summary>
    public Task<SshKeyInfo> AddDeployKeyAsync(RepositoryName name, AddSshKey body, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Post, Path(name) + "/deploy-keys", body, ContractsJson.Default.AddSshKey, ContractsJson.Default.SshKeyInfo, ct);

    /// <summary>Takes a deploy key away.</summary>
    public Task RemoveDeployKeyAsync(RepositoryName name, long id, CancellationToken ct) => _client.DeleteAsync($"{Path(name)}/deploy-keys/{id}", ct);

    /// <summary>Makes a project and fills it from another repository; <see cref="MirrorsAsync"/> says how far it is.</summary>
    public Task<ProjectInfo> ImportAsync(ImportProject body, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Post, "projects/imports", body, ContractsJson.Default.ImportProject, ContractsJson.Default.ProjectInfo, ct);

    /// <summary>Imports and mirrors, and how they went.</summary>
    public Task<IReadOnlyList<MirrorInfo>> MirrorsAsync(RepositoryName name, CancellationToken ct) =>
        _client.GetAsync(Path(name) + "/mirrors", ContractsJson.Default.IReadOnlyListMirrorInfo, ct);

    /// <summary>Adds a place that gets every change.</summary>
    public Task<MirrorInfo> AddMirrorAsync(RepositoryName name, RemotePlace body, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Post, Path(name) + "/mirrors", body, ContractsJson.Default.RemotePlace, ContractsJson.Default.MirrorInfo, ct);

    /// <summary>Tries again now.</summary>
    public Task RetryMirrorAsync(RepositoryName name, long id, CancellationToken ct) => _client.PostAsync($"{Path(name)}/mirrors/{id}/retry", ct);

    /// <summary>Takes a mirror away.</summary>
    public Task RemoveMirrorAsync(RepositoryName name, long id, CancellationToken ct) => _client.DeleteAsync($"{Path(name)}/mirrors/{id}", ct);

    static string Path(RepositoryName name) => $"projects/{Uri.EscapeDataString(name.Owner)}/{Uri.EscapeDataString(name.Name)}";
}
