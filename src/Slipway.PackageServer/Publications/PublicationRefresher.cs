using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Slipway.PackageServer.Distributions;
using Slipway.PackageServer.Repositories;

namespace Slipway.PackageServer.Publications;

/// <summary>Signs every Release anew when half of its time has passed, so that a quiet repository never expires under its users.</summary>
sealed class PublicationRefresher(RepositoryDirectory repositories, Publisher publisher, IOptions<PublicationOptions> options, TimeProvider time) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            foreach (var line in repositories.All.SelectMany(repository => repository.Lines).Where(IsDue))
            {
                // A failure is logged by the publisher, and this one is due again in an hour.
                Task refreshed = publisher.SendAsync(line, new RefreshCommand());
                await refreshed.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    bool IsDue(DistributionLine line) =>
        line.Distribution.Format == DistributionFormat.Deb && line.Current.Find("InRelease") is { } release
        && time.GetUtcNow() - release.ModifiedAt > options.Value.ValidFor / 2;
}
