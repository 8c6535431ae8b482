namespace Slipway.DependencyUpdates.Datasources;

/// <summary>What upstream says that a file's digest is.</summary>
/// <param name="Algorithm"><c>sha256</c>, <c>sha512</c>, <c>sha384</c>, <c>sha1</c> or <c>md5</c>.</param>
/// <param name="Hex">Lower case.</param>
/// <param name="Source">Where it was said: a URL, or <c>npm dist.integrity</c> and the like.</param>
public sealed record PublishedChecksum(string Algorithm, string Hex, string Source);
