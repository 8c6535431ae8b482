using Slipway.BuildMachines.Runners;
using Slipway.BuildMachines.Schedules;
using Slipway.BuildMachines.Variables;
using Slipway.Contracts.DevInstance;

namespace Slipway.BuildMachines.Removal;

/// <summary>What hangs on a deleted project here. First what could start something, then what runs, then the rows and files.</summary>
sealed class RemoveProject(ScheduleStore schedules, VariableStore variables, RegistrationTokens registrations, RunnerDirectory runners, PipelineRemoval pipelines)
    : IProjectRemoval
{
    public async Task<bool> RemoveAsync(RemovedProject project, CancellationToken ct)
    {
        await schedules.RemoveAllAsync(project.Id, ct);
        await variables.RemoveAllAsync(project.Id, ct);
        await registrations.RevokeAsync(project.Id, ct);
        foreach (var runner in runners.All.Where(runner => runner.ProjectIds?.Contains(project.Id) == true).ToList())
        {
            await LeaveAsync(runner, project.Id, ct);
        }

        return await pipelines.StopAsync(project, ct) && await pipelines.RemoveAsync(project.Id, ct);
    }

    // A runner that served this project only has nothing to do any more; it must not become one for all.
    async Task LeaveAsync(RunnerState runner, long project, CancellationToken ct)
    {
        if (runner.ProjectIds!.Any(other => other != project))
        {
            await runners.ChangeAsync(runner.Id, row => row.ProjectIds = [.. row.ProjectIds!.Where(other => other != project)], ct);
        }
        else
        {
            await runners.RemoveAsync(runner.Id, ct);
        }
    }
}
