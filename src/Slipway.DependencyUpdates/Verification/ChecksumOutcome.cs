using Slipway.DependencyUpdates.Datasources;

namespace Slipway.DependencyUpdates.Verification;

/// <summary>What came of computing an archive's digest from its download. Closed.</summary>
public abstract record ChecksumOutcome
{
    ChecksumOutcome()
    {
    }

    /// <summary>The digest was computed from the bytes, and everything that upstream says of them agrees.</summary>
    /// <param name="Digests">Hex in lower case, by algorithm: <c>sha256</c> always, and what was asked for besides.</param>
    /// <param name="Size">Bytes.</param>
    /// <param name="Evidence">What agreed. Empty: upstream publishes nothing that was found; the digest is first sight only.</param>
    public sealed record Computed(IReadOnlyDictionary<string, string> Digests, long Size, IReadOnlyList<ChecksumEvidence> Evidence) : ChecksumOutcome
    {
        public string Sha256 => Digests["sha256"];
    }

    /// <summary>The bytes are not what upstream says, or not what was seen before. An alarm: no update is made of it.</summary>
    /// <param name="Code"><c>deps.checksum-mismatch</c>, <c>deps.archive-changed</c>, <c>deps.bad-signature</c>.</param>
    public sealed record Alarm(string Code, string Reason, string Remedy) : ChecksumOutcome;

    /// <summary>The bytes could not be had: the host failed, or they are more than the limit.</summary>
    public sealed record Failed(string Code, string Reason, string Remedy) : ChecksumOutcome;
}
