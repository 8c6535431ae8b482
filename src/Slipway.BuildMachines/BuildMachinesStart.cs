using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Pipelines;
using Slipway.BuildMachines.Queue;
using Slipway.BuildMachines.Runners;
using Slipway.BuildMachines.Variables;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines;

/// <summary>Loads what lives in memory, before the server listens: the rows say which jobs wait and which attempts live.</summary>
sealed class BuildMachinesStart(
    IDbContextFactory<SlipwayDb> databases, RunnerDirectory runners, RunnerContacts machines, VariableStore variables, LiveAttempts attempts,
    PipelineLedger ledger, ChoreSignal chores) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await runners.LoadAsync(cancellationToken);
        await machines.LoadAsync(cancellationToken);
        await variables.LoadAsync(cancellationToken);
        await attempts.LoadAsync(cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        foreach (var job in await db.Set<Job>().AsNoTracking().Where(job => job.State == JobState.Pending).ToListAsync(cancellationToken))
        {
            ledger.Follow(job);
        }

        chores.Ring();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
