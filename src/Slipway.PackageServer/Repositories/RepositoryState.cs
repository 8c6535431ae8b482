using System.Collections.Concurrent;
using Slipway.PackageServer.Publications;
using Slipway.Platform.Auth;

namespace Slipway.PackageServer.Repositories;

/// <summary>A repository in memory, with the distributions that it has: what a download needs to know, without a query.</summary>
sealed class RepositoryState(Repository row)
{
    readonly ConcurrentDictionary<string, DistributionLine> lines = new(StringComparer.Ordinal);

    public long Id => row.Id;

    public string Owner => row.Owner;

    public string Name => row.Name;

    /// <summary><c>owner/name</c></summary>
    public string FullName { get; } = $"{row.Owner}/{row.Name}";

    public bool Private => row.Private;

    public DateTimeOffset CreatedAt => row.CreatedAt;

    public long SigningKeyId => row.SigningKeyId;

    public required string Fingerprint { get; init; }

    /// <summary>Armored.</summary>
    public required string PublicKey { get; init; }

    public IReadOnlyCollection<DistributionLine> Lines => [.. lines.Values];

    public DistributionLine? Find(string distribution) => lines.GetValueOrDefault(distribution);

    public DistributionLine? Find(long distributionId) => lines.Values.FirstOrDefault(line => line.DistributionId == distributionId);

    public DistributionLine Add(DistributionLine line) => lines.GetOrAdd(line.Distribution.Name, line);

    public bool IsVisibleTo(Caller caller) => !Private || caller.May(Scope.Read, FullName);
}
