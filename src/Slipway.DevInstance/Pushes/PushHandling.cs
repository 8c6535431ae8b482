using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.Pushes;

/// <summary>
/// Does what follows from pushes: each in order for its project, until it is done. What fails is tried again later, and holds up the later
/// ones of its project only.
/// </summary>
sealed partial class PushHandling(
    PushLedger ledger, ProjectStore projects, IEnumerable<IPushHandler> handlers, PushWake wake, TimeProvider time, ILogger<PushHandling> logger) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    readonly ProjectLocks busy = new();
    readonly CancellationTokenSource lifetime = new();

    /// <summary>Handles the project's pushes up to this one.</summary>
    /// <returns>What there is to say of this one; nothing where it takes longer, and goes on behind.</returns>
    public async Task<IReadOnlyList<string>> HandleSoonAsync(long projectId, long? pushId, TimeSpan longest, CancellationToken ct)
    {
        var said = new List<string>();
        var handling = HandleAsync(projectId, (id, lines) => said.AddRange(id == pushId ? lines : []), lifetime.Token);
        try
        {
            await handling.WaitAsync(longest, time, ct);
            return said;
        }
        catch (TimeoutException)
        {
            return [];
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await lifetime.CancelAsync();
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        busy.Dispose();
        lifetime.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                foreach (var projectId in (await ledger.InStateAsync(PushState.Landed, null, stoppingToken)).Select(push => push.ProjectId).Distinct())
                {
                    await HandleAsync(projectId, (_, _) => { }, stoppingToken);
                }

                await wake.SleepAsync(Pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is done at the next start.
        }
    }

    async Task HandleAsync(long projectId, Action<long, IReadOnlyList<string>> say, CancellationToken ct)
    {
        using var held = await busy.EnterAsync(projectId, Timeout.InfiniteTimeSpan, ct);
        foreach (var push in await ledger.InStateAsync(PushState.Landed, projectId, ct))
        {
            if (push.NextTryAt > time.GetUtcNow() || !await TryAsync(push, say, ct))
            {
                return;
            }
        }
    }

    async Task<bool> TryAsync(Push push, Action<long, IReadOnlyList<string>> say, CancellationToken ct)
    {
        try
        {
            if (await projects.FindAsync(push.ProjectId, ct) is { } project)
            {
                var pushed = new RefsPushed(
                    push.Id, project, push.UserId, push.By,
                    [.. push.Refs.Where(one => one.Landed).Select(one => new RefUpdate(one.Ref, one.Before, one.After))],
                    push.Options.Split('\n', StringSplitOptions.RemoveEmptyEntries), push.At);
                foreach (var handler in handlers)
                {
                    say(push.Id, await handler.HandleAsync(pushed, ct));
                }
            }

            await ledger.HandledAsync(push.Id, ct);
            return true;
        }
#pragma warning disable CA1031 // Whatever went wrong: it is tried again.
        catch (Exception failure) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Failed(failure, push.Id, push.ProjectId);
            await ledger.FailedAsync(push, ct);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "What follows from push {PushId} to project {ProjectId} failed; it is tried again")]
    partial void Failed(Exception failure, long pushId, long projectId);
}
