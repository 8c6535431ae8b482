using Slipway.BuildMachines.Queue;
using Slipway.BuildMachines.Runners;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Auth;

namespace Slipway.BuildMachines.Api;

/// <summary>A runner as the API tells of it, and who may manage it.</summary>
sealed class RunnerInfos(RunnerContacts machines, LiveAttempts attempts, IProjectDirectory projects)
{
    public async Task<RunnerInfo> OfAsync(RunnerState runner, CancellationToken ct)
    {
        List<string>? paths = runner.ProjectIds is null ? null : [];
        foreach (var id in runner.ProjectIds ?? [])
        {
            paths!.Add((await projects.FindAsync(id, ct))?.Path ?? $"(gone: {id})");
        }

        return new RunnerInfo(
            runner.Id, runner.Description, runner.Tags, runner.RunUntagged, runner.Protected, runner.Locked, runner.Paused, paths, runner.MaximumTimeout,
            runner.MaintenanceNote, runner.CreatedBy, runner.CreatedAt, machines.IsOnline(runner.Id), machines.LastHeard(runner.Id),
            attempts.All.Count(attempt => attempt.RunnerId == runner.Id),
            [.. machines.Of(runner.Id).Select(it => new RunnerMachineInfo(it.System, it.Facts.Version, it.Facts.Platform, it.Facts.Architecture, it.Facts.Executor, it.At))]);
    }

    /// <param name="only">The projects; null: the instance.</param>
    public async Task<bool> ManagesAsync(Caller caller, IReadOnlyList<long>? only, CancellationToken ct)
    {
        if (caller.MayEverywhere(Scope.Admin))
        {
            return true;
        }

        foreach (var id in only ?? [])
        {
            if (await projects.RoleAsync(id, caller.TokenId, ct) < ProjectRole.Maintainer)
            {
                return false;
            }
        }

        return only is { Count: > 0 };
    }
}
