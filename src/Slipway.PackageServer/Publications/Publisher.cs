using System.Collections.Concurrent;

namespace Slipway.PackageServer.Publications;

/// <summary>The way to publish: hands a command to the distribution's own publisher.</summary>
sealed class Publisher(PublicationParts parts)
{
    readonly ConcurrentDictionary<long, Lazy<DistributionPublisher>> publishers = new();

    public Task<TOutcome> SendAsync<TOutcome>(DistributionLine line, PublicationCommand<TOutcome> command) =>
        publishers.GetOrAdd(line.DistributionId, _ => new Lazy<DistributionPublisher>(() => new DistributionPublisher(line, parts))).Value.SendAsync(command);
}
