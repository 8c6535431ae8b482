using Slipway.Contracts.BuildMachines;

namespace Slipway.Client;

/// <summary>Runners, for those who manage them; <see cref="SlipwayClient.Runners"/>.</summary>
public sealed class RunnersClient
{
    readonly SlipwayClient _client;

    internal RunnersClient(SlipwayClient client) => _client = client;

    /// <summary>Those that the token manages.</summary>
    public Task<IReadOnlyList<RunnerInfo>> ListAsync(CancellationToken ct) => _client.GetAsync("runners", BuildMachinesJson.Default.IReadOnlyListRunnerInfo, ct);

    /// <summary>One runner.</summary>
    public Task<RunnerInfo> FindAsync(long id, CancellationToken ct) => _client.GetAsync($"runners/{id}", BuildMachinesJson.Default.RunnerInfo, ct);

    /// <summary>Makes a runner; its token is in this answer only.</summary>
    public Task<CreatedRunner> CreateAsync(CreateRunner body, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Post, "runners", body, BuildMachinesJson.Default.CreateRunner, BuildMachinesJson.Default.CreatedRunner, ct);

    /// <summary>Changes what is not null.</summary>
    public Task<RunnerInfo> ChangeAsync(long id, ChangeRunner body, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Patch, $"runners/{id}", body, BuildMachinesJson.Default.ChangeRunner, BuildMachinesJson.Default.RunnerInfo, ct);

    /// <summary>Removes a runner.</summary>
    public Task RemoveAsync(long id, CancellationToken ct) => _client.DeleteAsync($"runners/{id}", ct);

    /// <summary>A new registration token, in the place of the one before.</summary>
    public Task<NewRegistrationToken> ResetRegistrationTokenAsync(ResetRegistrationToken body, CancellationToken ct) => _client.SendAsync(
        HttpMethod.Post, "runners/registration-token", body, BuildMachinesJson.Default.ResetRegistrationToken, BuildMachinesJson.Default.NewRegistrationToken, ct);
}
