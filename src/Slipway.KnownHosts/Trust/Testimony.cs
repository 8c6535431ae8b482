namespace Slipway.KnownHosts.Trust;

/// <summary>What one source says of one host.</summary>
/// <param name="Fingerprints">The keys for which it vouches: <c>SHA256:</c> and 43 characters.</param>
/// <param name="IsWhole">It names all of the host's keys: what is not there is no more.</param>
/// <param name="Fault">Why it says nothing; null where it was heard.</param>
public sealed record Testimony(EvidenceClass Class, string Source, IReadOnlySet<string> Fingerprints, bool IsWhole = false, string? Fault = null)
{
    public static Testimony Silent(EvidenceClass kind, string source, string why) => new(kind, source, new HashSet<string>(), false, why);
}
