using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Updates.Preparing;
using Slipway.DependencyUpdates.Verification;

namespace Slipway.DependencyUpdates.Locks;

/// <summary>What a lock's new checksum is of: downloaded, and held against what the registry says.</summary>
static class Archive
{
    /// <param name="algorithm">Of the lock's checksum.</param>
    /// <param name="keep">Whether its bytes are wanted as a file, which the caller deletes.</param>
    /// <exception cref="RefusedUpdateException">It is not what the registry says, or not what it was, or can't be had.</exception>
    public static async Task<(string Digest, FetchedArchive Fetched, string Verified)> FetchAsync(FetchArchive fetch, string name, Uri address, PublishedChecksum? published, string algorithm, bool keep, CancellationToken ct)
    {
        var release = new Release(name) { Download = address, Checksum = published };
        var fetched = await fetch(new(address, release, new HashSet<string>(StringComparer.Ordinal) { algorithm }, keep), ct);
        return fetched.Outcome switch
        {
            ChecksumOutcome.Computed computed => (computed.Digests[algorithm], fetched, $"{address.GetLeftPart(UriPartial.Path)} has {computed.Size} bytes and the {algorithm} {computed.Digests[algorithm]}{(published is null ? "." : ", as the registry says.")}"),
            ChecksumOutcome.Alarm alarm => throw new RefusedUpdateException(alarm.Code, $"{name}: {alarm.Reason}", alarm.Remedy),
            ChecksumOutcome.Failed failed => throw new RefusedUpdateException(failed.Code, $"{name}: {failed.Reason}", failed.Remedy),
            _ => throw new NotSupportedException(fetched.Outcome.GetType().Name),
        };
    }
}
