using Microsoft.Extensions.Hosting;
using Slipway.DevInstance.Git;

namespace Slipway.DevInstance.Pushes;

/// <summary>Before the server listens: what became of the pushes that were under way when it ended. No event is lost, and no lock stays.</summary>
sealed class PushRecovery(PushLedger ledger, GitLeftovers leftovers) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await leftovers.ClearAsync(cancellationToken);
        while (await ledger.InStateAsync(PushState.Intended, null, cancellationToken) is { Count: > 0 } under)
        {
            foreach (var push in under)
            {
                await ledger.SettleAsync(push.Id, cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
