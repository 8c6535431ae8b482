namespace Slipway.PackageServer.Packagecloud.Objects;

/// <summary>A token for install scripts; machines' read tokens are made from it and revoked with it.</summary>
sealed record MasterToken(long Id, string Name, string Value, MasterTokenPaths Paths, IReadOnlyList<ReadToken> ReadTokens);

sealed record MasterTokenPaths(string Self);

sealed record ReadToken(long Id, string Name, string Value);

sealed record ReadTokenList(IReadOnlyList<ReadToken> ReadTokens);

sealed record TokenObject(string Token);
