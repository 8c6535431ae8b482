using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Slipway.PackageServer.Publications;

/// <summary>What every publisher needs and shares.</summary>
sealed record PublicationParts(
    PublicationLoader Loader,
    PublicationWork Work,
    PublicationWriter Writer,
    SegmentReader Segments,
    PublicationMetrics Metrics,
    IOptions<PublicationOptions> Options,
    ILogger<DistributionPublisher> Log);
