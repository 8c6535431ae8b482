using System.Globalization;
using Slipway.Contracts.Upkeep;

namespace Slipway.Client;

/// <summary>What the server does for a project by itself; <see cref="SlipwayClient.Upkeep"/>.</summary>
public sealed class UpkeepClient
{
    readonly SlipwayClient _client;

    internal UpkeepClient(SlipwayClient client) => _client = client;

    /// <summary>Every duty, on or off.</summary>
    public Task<IReadOnlyList<UpkeepInfo>> ListAsync(RepositoryName project, CancellationToken ct) => _client.GetAsync(Path(project), UpkeepJson.Default.IReadOnlyListUpkeepInfo, ct);

    /// <summary>Turns one on or off, or changes it.</summary>
    public Task<UpkeepInfo> SetAsync(RepositoryName project, string duty, SetUpkeep body, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Put, $"{Path(project)}/{Uri.EscapeDataString(duty)}", body, UpkeepJson.Default.SetUpkeep, UpkeepJson.Default.UpkeepInfo, ct);

    /// <summary>Runs it now, besides its times.</summary>
    public Task<UpkeepRunInfo> RunAsync(RepositoryName project, string duty, CancellationToken ct) => _client.SendAsync(HttpMethod.Post, $"{Path(project)}/{Uri.EscapeDataString(duty)}/run", UpkeepJson.Default.UpkeepRunInfo, ct);

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<UpkeepRunInfo>> RunsAsync(RepositoryName project, string duty, CancellationToken ct) =>
        _client.GetAsync($"{Path(project)}/{Uri.EscapeDataString(duty)}/runs", UpkeepJson.Default.IReadOnlyListUpkeepRunInfo, ct);

    /// <summary>One, with its log and what it found.</summary>
    public Task<UpkeepRunDetail> FindRunAsync(RepositoryName project, long id, CancellationToken ct) =>
        _client.GetAsync($"{Path(project)}/runs/{id.ToString(CultureInfo.InvariantCulture)}", UpkeepJson.Default.UpkeepRunDetail, ct);

    static string Path(RepositoryName project) => $"projects/{project.Owner}/{project.Name}/upkeep";
}
