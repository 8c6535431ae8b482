using Slipway.Platform.Auth;

namespace Slipway.PackageServer.TrustedPublishing;

/// <summary>Whose a traded token is.</summary>
sealed class JobOriginRow
{
    public long TokenId { get; init; }

    public required Token Token { get; init; }

    /// <summary>A <see cref="JobOrigin"/>.</summary>
    public required string Origin { get; init; }
}
