using System.Text.RegularExpressions;

namespace Slipway.DependencyUpdates.Versioning.Tags;

/// <summary>
/// What follows a version and is no part of it: <c>-alpine3.20</c>, <c>-final</c>, <c>-bookworm-slim</c>. Words of prereleases, of fixes and
/// bare numbers belong to the version.
/// </summary>
static partial class TagVariant
{
    /// <summary>Empty: there is none.</summary>
    public static string Of(ReadOnlySpan<char> version)
    {
        foreach (var match in Pattern().EnumerateMatches(version)) return version[match.Index..].ToString();
        return "";
    }

    [GeneratedRegex(
        @"(?<=[0-9][a-z]{0,2})[-_.](?!(?:alpha|beta|a|b|c|rc|cr|m|pre|preview|prerelease|dev|devel|snapshot|nightly|canary|next|trial|test|milestone|ea|post|rev|r|p|pl|patch|sp|git|cvs|svn|hg|bpo|deb|ubuntu|el|fc|rel)(?![a-z]))[a-z]{2,}[A-Za-z0-9._-]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
