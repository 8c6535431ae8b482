using System.Net;
using Slipway.Contracts;
using Slipway.Contracts.DevInstance;
using Slipway.Contracts.PackageServer;

namespace Slipway.Client;

/// <summary>What a host whose sshd serves git asks; <see cref="SlipwayClient.SshHost"/>.</summary>
public sealed class SshHostClient
{
    readonly SlipwayClient _client;

    internal SshHostClient(SlipwayClient client) => _client = client;

    /// <summary>Makes the token that such a host needs.</summary>
    public Task<CreatedToken> CreateTokenAsync(string name, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Post, "ssh/token", new CreateSshToken(name), ContractsJson.Default.CreateSshToken, ContractsJson.Default.CreatedToken, ct);

    /// <summary>Whose key this is; null where it is nobody's.</summary>
    public async Task<KnownSshKey?> FindKeyAsync(string type, string key, CancellationToken ct)
    {
        try
        {
            return await _client.GetAsync($"ssh/keys?type={Uri.EscapeDataString(type)}&key={Uri.EscapeDataString(key)}", ContractsJson.Default.KnownSshKey, ct).ConfigureAwait(false);
        }
        catch (SlipwayException refused) when (refused.Status is HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity)
        {
            return null;
        }
    }

    /// <summary>Opens a git session with a key's rights: a stream of <see cref="GitFrame"/>s.</summary>
    public Task<Stream> OpenSessionAsync(long key, string command, string? protocol, CancellationToken ct) => _client.UpgradeAsync(
        $"ssh/sessions/{key}?command={Uri.EscapeDataString(command)}{(protocol is null ? "" : "&protocol=" + Uri.EscapeDataString(protocol))}", "slipway-git", ct);
}
