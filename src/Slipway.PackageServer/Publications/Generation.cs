namespace Slipway.PackageServer.Publications;

/// <summary>One publication of a distribution: everything that is valid at its number. Its row is what makes the publication.</summary>
sealed class Generation
{
    public required long DistributionId { get; init; }

    public required long Number { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
