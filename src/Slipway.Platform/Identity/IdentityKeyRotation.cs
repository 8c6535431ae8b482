using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Slipway.Platform.Identity;

/// <summary>Opens the issuer's keys before the server listens; looks once an hour whether one is due for a successor, or for its end.</summary>
sealed class IdentityKeyRotation(IdentityKeys keys, IOptions<IdentityOptions> options, TimeProvider time) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await keys.EnsureAsync(options.Value.Algorithm, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hour = new PeriodicTimer(TimeSpan.FromHours(1), time);
        do
        {
            if (time.GetUtcNow() - keys.Newest > options.Value.RotateAfter)
            {
                await keys.RotateAsync(options.Value.Algorithm, stoppingToken);
            }

            await keys.PruneAsync(stoppingToken);
        }
        while (await hour.WaitForNextTickAsync(stoppingToken));
    }
}
