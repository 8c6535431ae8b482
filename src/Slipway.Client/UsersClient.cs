using Slipway.Contracts;
using Slipway.Contracts.DevInstance;
using Slipway.Contracts.PackageServer;

namespace Slipway.Client;

/// <summary>Users, their tokens and SSH keys; <see cref="SlipwayClient.Users"/>.</summary>
public sealed class UsersClient
{
    readonly SlipwayClient _client;

    internal UsersClient(SlipwayClient client) => _client = client;

    /// <summary>All users.</summary>
    public Task<IReadOnlyList<UserInfo>> ListAsync(CancellationToken ct) => _client.GetAsync("users", ContractsJson.Default.IReadOnlyListUserInfo, ct);

    /// <summary>Makes a user.</summary>
    public Task<UserInfo> CreateAsync(CreateUser body, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Post, "users", body, ContractsJson.Default.CreateUser, ContractsJson.Default.UserInfo, ct);

    /// <summary>Makes a token of a user's; its value is in this answer only.</summary>
    public Task<CreatedToken> CreateTokenAsync(string user, CreateUserToken body, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Post, Path(user) + "/tokens", body, ContractsJson.Default.CreateUserToken, ContractsJson.Default.CreatedToken, ct);

    /// <summary>A user's SSH keys.</summary>
    public Task<IReadOnlyList<SshKeyInfo>> KeysAsync(string user, CancellationToken ct) =>
        _client.GetAsync(Path(user) + "/keys", ContractsJson.Default.IReadOnlyListSshKeyInfo, ct);

    /// <summary>Adds an SSH key of a user's.</summary>
    public Task<SshKeyInfo> AddKeyAsync(string user, AddSshKey body, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Post, Path(user) + "/keys", body, ContractsJson.Default.AddSshKey, ContractsJson.Default.SshKeyInfo, ct);

    /// <summary>Takes an SSH key away.</summary>
    public Task RemoveKeyAsync(string user, long id, CancellationToken ct) => _client.DeleteAsync($"{Path(user)}/keys/{id}", ct);

    static string Path(string user) => "users/" + Uri.EscapeDataString(user);
}
