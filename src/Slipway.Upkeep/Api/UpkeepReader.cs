using Slipway.Contracts.Upkeep;
using Slipway.Upkeep.Duties;
using Slipway.Upkeep.Runs;

namespace Slipway.Upkeep.Api;

/// <summary>Duties and runs as the API and the pages show them.</summary>
sealed class UpkeepReader(DutyStore duties, RunStore runs)
{
    /// <summary>Every duty that there is, on or off.</summary>
    public async Task<IReadOnlyList<UpkeepInfo>> ListAsync(long projectId, CancellationToken ct)
    {
        var rows = await duties.ListAsync(projectId, ct);
        var all = new List<UpkeepInfo>();
        foreach (var kind in DutyWords.All)
        {
            all.Add(await InfoAsync(projectId, kind, rows.FirstOrDefault(row => row.Kind == kind), ct));
        }

        return all;
    }

    public async Task<UpkeepInfo> InfoAsync(Duty duty, CancellationToken ct) => await InfoAsync(duty.ProjectId, duty.Kind, duty, ct);

    public async Task<IReadOnlyList<UpkeepRunInfo>> RunsAsync(long projectId, DutyKind? kind, int most, CancellationToken ct) => [.. (await runs.ListAsync(projectId, kind, most, ct)).Select(Info)];

    public async Task<UpkeepRunDetail?> RunAsync(long projectId, long id, CancellationToken ct) =>
        await runs.FindAsync(projectId, id, ct) is { } run ? new UpkeepRunDetail(Info(run), run.Log, RunReport.Read(run.Report).Findings) : null;

    public static UpkeepRunInfo Info(UpkeepRun run) => new(
        run.Id, DutyWords.Of(run.Kind), run.State.ToString().ToLowerInvariant(), run.By is null ? "schedule" : "manual", run.By, run.Outcome, run.Code, run.Reason, RunReport.Read(run.Report).Requests,
        run.QueuedAt, run.StartedAt, run.EndedAt);

    async Task<UpkeepInfo> InfoAsync(long projectId, DutyKind kind, Duty? row, CancellationToken ct)
    {
        UpkeepRun? last = await runs.ListAsync(projectId, kind, 1, ct) is [var newest] ? newest : null;
        return new UpkeepInfo(
            DutyWords.Of(kind), row?.Active ?? false, row?.Cron ?? Duty.NightlyCron, row?.TimeZone ?? "UTC", Duty.Lines(row?.Branches ?? ""), kind == DutyKind.KnownHosts ? row?.File ?? Duty.UsualFile : null,
            Duty.Lines(row?.Reviewers ?? ""), row?.Owner, row?.NextRunAt, row?.Failures ?? 0, last is null ? null : Info(last));
    }
}
