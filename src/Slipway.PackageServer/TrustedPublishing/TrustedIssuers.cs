using Microsoft.Extensions.Options;
using Slipway.Platform.Identity;

namespace Slipway.PackageServer.TrustedPublishing;

/// <summary>The issuers whose tokens are looked at, at all.</summary>
sealed class TrustedIssuers(IOptions<TrustedPublishingOptions> options, IdTokenIssuer own)
{
    public const string GitHub = "https://token.actions.githubusercontent.com";
    public const string GitLab = "https://gitlab.com";

    /// <summary>This server's.</summary>
    public string Own => own.Issuer;

    public IEnumerable<string> All => [Own, GitLab, GitHub, .. options.Value.Issuers];

    public bool Contains(string issuer) => All.Contains(issuer, StringComparer.Ordinal);
}
