using Slipway.DependencyUpdates.Configuration.Reading;
using Slipway.DependencyUpdates.Datasources;

namespace Slipway.DependencyUpdates.Configuration.Foreign;

/// <summary>Renovate's names for what Slipway has under others.</summary>
static class RenovateNames
{
    static readonly Dictionary<string, string[]> s_managers = new(StringComparer.Ordinal)
    {
        ["bundler"] = ["bundler"], ["ruby-version"] = ["version-file"], ["asdf"] = ["version-file"], ["mise"] = ["version-file"], ["nvm"] = ["version-file"], ["pyenv"] = ["version-file"],
        ["dockerfile"] = ["dockerfile"], ["gitlabci"] = ["gitlab-ci"], ["gitlabci-include"] = ["gitlab-ci"], ["npm"] = ["npm"], ["nuget"] = ["nuget"],
        ["pip_requirements"] = ["pip"], ["pep621"] = ["pyproject"], ["poetry"] = ["pyproject"], ["gomod"] = ["go"], ["cargo"] = ["cargo"], ["maven"] = ["maven"],
        ["git-submodules"] = ["submodule"], ["regex"] = ["pattern"], ["custom.regex"] = ["pattern"],
    };

    static readonly Dictionary<string, string> s_datasources = new(StringComparer.Ordinal)
    {
        ["git-tags"] = DatasourceNames.GitTags, ["git-refs"] = DatasourceNames.GitRefs, ["github-releases"] = DatasourceNames.GitHubReleases, ["github-tags"] = DatasourceNames.GitHubTags,
        ["gitlab-releases"] = DatasourceNames.GitLabReleases, ["gitlab-tags"] = DatasourceNames.GitLabTags, ["nuget"] = DatasourceNames.NuGet, ["npm"] = DatasourceNames.Npm, ["pypi"] = DatasourceNames.PyPi,
        ["rubygems"] = DatasourceNames.RubyGems, ["deb"] = DatasourceNames.Debian, ["rpm"] = DatasourceNames.Rpm, ["docker"] = DatasourceNames.Oci, ["go"] = DatasourceNames.Go, ["crate"] = DatasourceNames.Crates, ["maven"] = DatasourceNames.Maven,
    };

    static readonly Dictionary<string, string> s_schemes = new(StringComparer.Ordinal)
    {
        ["semver"] = "semver", ["semver-coerced"] = "loose", ["npm"] = "npm", ["pep440"] = "pep440", ["ruby"] = "rubygems", ["maven"] = "maven", ["nuget"] = "nuget", ["deb"] = "debian", ["rpm"] = "rpm", ["loose"] = "loose", ["docker"] = "loose",
    };

    public static IReadOnlyList<string> Managers(string name) => s_managers.GetValueOrDefault(name, []);

    public static string? Datasource(string? name) => name is null ? null : s_datasources.GetValueOrDefault(name);

    /// <summary>Null: the scheme is guessed and held against the history.</summary>
    public static string? Scheme(string? name) => name is null ? null : s_schemes.GetValueOrDefault(name);

    public static TimeSpan? Age(string? text) => text is null ? null : Days.Parse(text);
}
