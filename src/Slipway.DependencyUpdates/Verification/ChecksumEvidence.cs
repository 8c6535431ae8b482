namespace Slipway.DependencyUpdates.Verification;

/// <summary>One thing that agreed with a computed digest.</summary>
/// <param name="Kind"><c>registry</c>, <c>sums-file</c>, <c>signature</c>, <c>second-source</c> or <c>ledger</c>.</param>
/// <param name="Source">The file, the registry's field, or the key's fingerprint.</param>
public sealed record ChecksumEvidence(string Kind, string Source);
