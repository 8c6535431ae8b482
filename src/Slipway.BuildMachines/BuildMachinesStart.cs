using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Pipelines;
using Slipway.BuildMachines.Pools;
using Slipway.BuildMachines.Queue;
using Slipway.BuildMachines.Runners;
using Slipway.BuildMachines.Variables;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines;

/// <summary>Loads what lives in memory, before the server listens: the rows say which jobs wait and which attempts live.</summary>
sealed class BuildMachinesStart(
    IDbContextFactory<SlipwayDb> databases, RunnerDirectory runners, RunnerContacts machines, VariableStore variables, LiveAttempts attempts,
    PipelineLedger ledger, ChoreSignal chores, PoolBook pools, MachineMetrics metrics) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await runners.LoadAsync(cancellationToken);
        await machines.LoadAsync(cancellationToken);
        await variables.LoadAsync(cancellationToken);
        await attempts.LoadAsync(cancellationToken);
        await pools.LoadAsync(cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        runners.Follow([.. (await db.Set<Machine>().AsNoTracking().Where(machine => machine.Phase < MachinePhase.Removing).ToListAsync(cancellationToken))
            .Select(machine => ((Runner?)null, machine.RunnerId, (MachineTerms?)DbLedger.TermsOf(machine)))]);
        foreach (var job in await db.Set<Job>().AsNoTracking().Where(job => job.State == JobState.Pending).ToListAsync(cancellationToken))
        {
            ledger.Follow(job);
        }

        GC.KeepAlive(metrics); // its gauges are asked from now on
        chores.Ring();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
