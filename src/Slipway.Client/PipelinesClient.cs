using System.Globalization;
using Slipway.Contracts.BuildMachines;

namespace Slipway.Client;

/// <summary>Pipelines, jobs, traces, schedules and variables; <see cref="SlipwayClient.Pipelines"/>.</summary>
public sealed class PipelinesClient
{
    const int Wait = 20;
    readonly SlipwayClient _client;

    internal PipelinesClient(SlipwayClient client) => _client = client;

    /// <summary>The project of a pipeline, by its number.</summary>
    public async Task<RepositoryName> ProjectOfAsync(long pipeline, CancellationToken ct) =>
        NameOf(await _client.GetAsync($"pipelines/{Text(pipeline)}", BuildMachinesJson.Default.Place, ct).ConfigureAwait(false));

    /// <summary>The project of a job, by its number.</summary>
    public async Task<RepositoryName> ProjectOfJobAsync(long job, CancellationToken ct) =>
        NameOf(await _client.GetAsync($"jobs/{Text(job)}", BuildMachinesJson.Default.Place, ct).ConfigureAwait(false));

    /// <summary>Newest first.</summary>
    public Task<PipelinePage> ListAsync(RepositoryName project, string? @ref, int page, CancellationToken ct) => _client.GetAsync(
        $"{Path(project)}/pipelines?page={Text(page)}{(@ref is null ? "" : "&ref=" + Uri.EscapeDataString(@ref))}", BuildMachinesJson.Default.PipelinePage, ct);

    /// <summary>One, with its jobs.</summary>
    public Task<PipelineDetail> FindAsync(RepositoryName project, long id, CancellationToken ct) =>
        _client.GetAsync($"{Path(project)}/pipelines/{Text(id)}", BuildMachinesJson.Default.PipelineDetail, ct);

    /// <summary>Runs one.</summary>
    public Task<PipelineDetail> RunAsync(RepositoryName project, RunPipeline body, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Post, $"{Path(project)}/pipelines", body, BuildMachinesJson.Default.RunPipeline, BuildMachinesJson.Default.PipelineDetail, ct);

    /// <param name="what"><c>cancel</c> or <c>retry</c>.</param>
    public Task<PipelineDetail> ChangeAsync(RepositoryName project, long id, string what, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Post, $"{Path(project)}/pipelines/{Text(id)}/{what}", BuildMachinesJson.Default.PipelineDetail, ct);

    /// <summary>One job.</summary>
    public Task<JobInfo> JobAsync(RepositoryName project, long id, CancellationToken ct) =>
        _client.GetAsync($"{Path(project)}/jobs/{Text(id)}", BuildMachinesJson.Default.JobInfo, ct);

    /// <summary>Why a job does not run.</summary>
    public Task<WaitReason> WhyAsync(RepositoryName project, long id, CancellationToken ct) =>
        _client.GetAsync($"{Path(project)}/jobs/{Text(id)}/why", BuildMachinesJson.Default.WaitReason, ct);

    /// <param name="what"><c>cancel</c>, <c>retry</c> or <c>play</c>.</param>
    public Task<JobInfo> ChangeJobAsync(RepositoryName project, long id, string what, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Post, $"{Path(project)}/jobs/{Text(id)}/{what}", BuildMachinesJson.Default.JobInfo, ct);

    /// <summary>Sets how soon a waiting job gets its turn.</summary>
    public Task<JobInfo> PreferAsync(RepositoryName project, long id, int priority, CancellationToken ct) => _client.SendAsync(
        HttpMethod.Post, $"{Path(project)}/jobs/{Text(id)}/priority", new SetPriority(priority), BuildMachinesJson.Default.SetPriority, BuildMachinesJson.Default.JobInfo, ct);

    /// <summary>A piece of a job's trace.</summary>
    /// <param name="attempt">Which attempt's; null: the one that counts.</param>
    /// <param name="follow">Waits a while for more where there is none yet.</param>
    public async Task<TracePiece> TraceAsync(RepositoryName project, long id, long offset, int? attempt, bool follow, CancellationToken ct)
    {
        var path = $"{Path(project)}/jobs/{Text(id)}/trace?offset={Text(offset)}{(attempt is { } one ? $"&attempt={Text(one)}" : "")}{(follow ? $"&wait={Text(Wait)}" : "")}";
        using var answer = await _client.OpenAsync(path, ct).ConfigureAwait(false);
        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? values.First() : "";
        return new TracePiece(
            await answer.Content.ReadAsByteArrayAsync(ct).ConfigureAwait(false),
            Header("Slipway-Job-State"),
            int.Parse(Header("Slipway-Job-Attempt"), CultureInfo.InvariantCulture),
            long.Parse(Header("Slipway-Next-Offset"), CultureInfo.InvariantCulture));
    }

    /// <summary>A project's schedules.</summary>
    public Task<IReadOnlyList<ScheduleInfo>> SchedulesAsync(RepositoryName project, CancellationToken ct) =>
        _client.GetAsync($"{Path(project)}/schedules", BuildMachinesJson.Default.IReadOnlyListScheduleInfo, ct);

    /// <summary>Makes a schedule.</summary>
    public Task<ScheduleInfo> AddScheduleAsync(RepositoryName project, SetSchedule body, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Post, $"{Path(project)}/schedules", body, BuildMachinesJson.Default.SetSchedule, BuildMachinesJson.Default.ScheduleInfo, ct);

    /// <summary>Runs a schedule now.</summary>
    public Task<ScheduleInfo> PlayScheduleAsync(RepositoryName project, long id, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Post, $"{Path(project)}/schedules/{Text(id)}/play", BuildMachinesJson.Default.ScheduleInfo, ct);

    /// <summary>Removes a schedule.</summary>
    public Task RemoveScheduleAsync(RepositoryName project, long id, CancellationToken ct) => _client.DeleteAsync($"{Path(project)}/schedules/{Text(id)}", ct);

    /// <param name="project">Null: the instance's.</param>
    public Task<IReadOnlyList<VariableInfo>> VariablesAsync(RepositoryName? project, CancellationToken ct) =>
        _client.GetAsync(Variables(project), BuildMachinesJson.Default.IReadOnlyListVariableInfo, ct);

    /// <summary>Makes a variable or changes it.</summary>
    public Task SetVariableAsync(RepositoryName? project, string key, SetVariable body, CancellationToken ct) =>
        _client.SendAsync(HttpMethod.Put, $"{Variables(project)}/{Uri.EscapeDataString(key)}", body, BuildMachinesJson.Default.SetVariable, ct);

    /// <summary>Removes a variable.</summary>
    public Task RemoveVariableAsync(RepositoryName? project, string key, string environment, CancellationToken ct) =>
        _client.DeleteAsync($"{Variables(project)}/{Uri.EscapeDataString(key)}?environment={Uri.EscapeDataString(environment)}", ct);

    static string Path(RepositoryName name) => $"projects/{name.Owner}/{name.Name}";

    static string Variables(RepositoryName? project) => project is { } name ? Path(name) + "/variables" : "variables";

    static RepositoryName NameOf(Place place) => RepositoryName.TryParse(place.Project) ?? throw new HttpRequestException($"'{place.Project}' is no project's name.");

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <param name="State">The job's, when the piece was read.</param>
/// <param name="Next">The offset to go on from.</param>
public sealed record TracePiece(ReadOnlyMemory<byte> Bytes, string State, int Attempt, long Next)
{
    /// <summary>Nothing will follow.</summary>
    public bool IsLast => State is "success" or "failed" or "canceled" or "skipped";
}
