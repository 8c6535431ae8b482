using Slipway.Contracts.BuildMachines;

namespace Slipway.Client;

/// <summary>Pools and their machines, for admins; <see cref="SlipwayClient.Pools"/>.</summary>
public sealed class PoolsClient
{
    readonly SlipwayClient _client;

    internal PoolsClient(SlipwayClient client) => _client = client;

    /// <summary>All pools.</summary>
    public Task<IReadOnlyList<PoolInfo>> ListAsync(CancellationToken ct) => _client.GetAsync("pools", BuildMachinesJson.Default.IReadOnlyListPoolInfo, ct);

    /// <summary>What waits for a runner, by kind.</summary>
    public Task<IReadOnlyList<WaitingJobs>> QueueAsync(CancellationToken ct) => _client.GetAsync("queue", BuildMachinesJson.Default.IReadOnlyListWaitingJobs, ct);

    /// <summary>One pool with its machines.</summary>
    public Task<PoolDetail> FindAsync(string name, CancellationToken ct) => _client.GetAsync($"pools/{Uri.EscapeDataString(name)}", BuildMachinesJson.Default.PoolDetail, ct);

    /// <summary>The file that declares them.</summary>
    public Task<PoolFileText> FileAsync(CancellationToken ct) => _client.GetAsync("pools/file", BuildMachinesJson.Default.PoolFileText, ct);

    /// <summary>What a file would change.</summary>
    public Task<PoolPlan> PlanAsync(PoolFileText file, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Post, "pools/plan", file, BuildMachinesJson.Default.PoolFileText, BuildMachinesJson.Default.PoolPlan, ct);

    /// <summary>Declares the pools.</summary>
    public Task<PoolPlan> ApplyAsync(PoolFileText file, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Put, "pools/file", file, BuildMachinesJson.Default.PoolFileText, BuildMachinesJson.Default.PoolPlan, ct);

    /// <summary>The machines of a pool, or of all.</summary>
    /// <param name="gone">Also those of the last day that are gone.</param>
    public Task<IReadOnlyList<MachineInfo>> MachinesAsync(string? pool, bool gone, CancellationToken ct) => _client.GetAsync(
        $"machines?gone={(gone ? "true" : "false")}{(pool is null ? "" : $"&pool={Uri.EscapeDataString(pool)}")}", BuildMachinesJson.Default.IReadOnlyListMachineInfo, ct);

    /// <summary>One machine with its history.</summary>
    public Task<MachineDetail> MachineAsync(string id, CancellationToken ct) => _client.GetAsync($"machines/{Uri.EscapeDataString(id)}", BuildMachinesJson.Default.MachineDetail, ct);

    /// <summary>No further job; it goes once it has none.</summary>
    public Task<MachineDetail> DrainAsync(string id, CancellationToken ct) => _client.SendAsync(HttpMethod.Post, $"machines/{Uri.EscapeDataString(id)}/drain", BuildMachinesJson.Default.MachineDetail, ct);

    /// <summary>Removes one that has no job.</summary>
    public Task<MachineDetail> RemoveAsync(string id, CancellationToken ct) => _client.SendAsync(HttpMethod.Delete, $"machines/{Uri.EscapeDataString(id)}", BuildMachinesJson.Default.MachineDetail, ct);
}
