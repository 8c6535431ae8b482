using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Runners;

/// <summary>What a machine said of itself at its last request.</summary>
sealed record MachineFacts(string Version, string Revision, string Platform, string Architecture, string Executor, IReadOnlyList<string> Features)
{
    public static MachineFacts Unknown { get; } = new("", "", "", "", "", []);

    public bool Has(string feature) => Features.Contains(feature);
}

/// <summary>
/// Which machines are there: in memory at each request, written down once a minute and at shutdown. Requests that say nothing of the machine
/// (older runners' verify) keep what is known.
/// </summary>
sealed class RunnerContacts(IDbContextFactory<SlipwayDb> databases, WriteGate gate, TimeProvider time, ILogger<RunnerContacts> log) : BackgroundService
{
    readonly ConcurrentDictionary<(long Runner, string System), (MachineFacts Facts, DateTimeOffset At)> known = new();
    readonly ConcurrentDictionary<(long Runner, string System), bool> unwritten = new();

    public async Task LoadAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        foreach (var row in await db.Set<RunnerMachine>().AsNoTracking().ToListAsync(ct))
        {
            known[(row.RunnerId, row.SystemId)] =
                (new MachineFacts(row.Version, row.Revision, row.Platform, row.Architecture, row.Executor, row.Features), row.ContactedAt);
        }
    }

    public MachineFacts Heard(long runner, string system, MachineFacts? facts)
    {
        var at = time.GetUtcNow();
        unwritten[(runner, system)] = true;
        return known.AddOrUpdate((runner, system), (facts ?? MachineFacts.Unknown, at), (_, old) => (facts ?? old.Facts, at)).Facts;
    }

    public MachineFacts Find(long runner, string system) => known.TryGetValue((runner, system), out var machine) ? machine.Facts : MachineFacts.Unknown;

    public DateTimeOffset? LastHeard(long runner) =>
        known.Where(machine => machine.Key.Runner == runner).Select(machine => (DateTimeOffset?)machine.Value.At).Max();

    public bool IsOnline(long runner) => LastHeard(runner) > time.GetUtcNow() - RunnerState.OnlineFor;

    public IReadOnlyList<(string System, MachineFacts Facts, DateTimeOffset At)> Of(long runner) =>
        [.. known.Where(machine => machine.Key.Runner == runner).Select(machine => (machine.Key.System, machine.Value.Facts, machine.Value.At)).OrderBy(machine => machine.System)];

    /// <summary>One machine gave the token back.</summary>
    public Task<bool> ForgetAsync(long runner, string system, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            known.TryRemove((runner, system), out _);
            unwritten.TryRemove((runner, system), out _);
            await using var db = await databases.CreateDbContextAsync(ct);
            return await db.Set<RunnerMachine>().Where(machine => machine.RunnerId == runner && machine.SystemId == system).ExecuteDeleteAsync(ct) > 0;
        },
        ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        try
        {
            while (await minute.WaitForNextTickAsync(stoppingToken))
            {
                await TryFlushAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await TryFlushAsync();
        }
    }

    async Task TryFlushAsync()
    {
        try
        {
            await FlushAsync();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.ContactsNotWritten(log, failure);
        }
    }

    Task<bool> FlushAsync() => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync();
            foreach (var key in unwritten.Keys)
            {
                unwritten.TryRemove(key, out _);
                if (!known.TryGetValue(key, out var machine))
                {
                    continue;
                }

                var row = await db.Set<RunnerMachine>().SingleOrDefaultAsync(row => row.RunnerId == key.Runner && row.SystemId == key.System);
                if (row is null)
                {
                    db.Add(row = new RunnerMachine { RunnerId = key.Runner, SystemId = key.System, ContactedAt = machine.At });
                }

                (row.Version, row.Revision, row.Platform, row.Architecture, row.Executor, row.ContactedAt) = (
                    machine.Facts.Version, machine.Facts.Revision, machine.Facts.Platform, machine.Facts.Architecture, machine.Facts.Executor, machine.At);
                row.Features = [.. machine.Facts.Features];
            }

            await db.SaveChangesAsync();
            return true;
        },
        CancellationToken.None);
}
