using System.ComponentModel.DataAnnotations;

namespace Slipway.PackageServer.TrustedPublishing;

/// <summary>Section <c>TrustedPublishing</c>.</summary>
sealed class TrustedPublishingOptions : IValidatableObject
{
    /// <summary>
    /// Issuers of ID tokens that repositories may name, besides this server, gitlab.com and GitHub Actions: a GitLab of your own. This is
    /// also the list of hosts that the server asks for keys, so only who runs the server can add to it.
    /// </summary>
    public IReadOnlyList<string> Issuers { get; init; } = [];

    /// <summary>How long a traded token lives.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "02:00:00")]
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromMinutes(15);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Issuers.Where(issuer => !IsIssuer(issuer)).Select(issuer =>
        new ValidationResult($"TrustedPublishing:Issuers has '{issuer}', which is no https address without query and fragment."));

    static bool IsIssuer(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.Query.Length == 0 && uri.Fragment.Length == 0
        && uri.UserInfo.Length == 0;
}
