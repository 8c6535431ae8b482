namespace Slipway.DependencyUpdates.Datasources;

/// <summary>The datasources' names, as slipway-deps.yml spells them.</summary>
public static class DatasourceNames
{
    /// <summary>Tags of any git repository; the package is a URL that git itself understands.</summary>
    public const string GitTags = "git-tags";

    /// <summary>Branch heads of a git repository: for pins of a commit, which have no order.</summary>
    public const string GitRefs = "git-refs";

    /// <summary>An HTML directory listing of archives; the package is its URL.</summary>
    public const string Listing = "listing";

    /// <summary>The package is <c>owner/name</c>, the registry the API's base URL.</summary>
    public const string GitHubReleases = "github-releases";

    /// <summary>The package is <c>owner/name</c>, the registry the API's base URL.</summary>
    public const string GitHubTags = "github-tags";

    /// <summary>The package is <c>group/project</c>, the registry the instance's base URL.</summary>
    public const string GitLabReleases = "gitlab-releases";

    /// <summary>The package is <c>group/project</c>, the registry the instance's base URL.</summary>
    public const string GitLabTags = "gitlab-tags";

    /// <summary>The registry is a v3 service index (<c>.../index.json</c>).</summary>
    public const string NuGet = "nuget";

    /// <summary>The package is <c>name</c> or <c>@scope/name</c>.</summary>
    public const string Npm = "npm";

    /// <summary>The registry is the base of the simple index.</summary>
    public const string PyPi = "pypi";

    /// <summary>The registry is a gem server of the compact index.</summary>
    public const string RubyGems = "rubygems";

    /// <summary>The registry is what a sources.list line names; see Suite, Component and Architecture of the query.</summary>
    public const string Debian = "debian";

    /// <summary>The registry is the folder that holds <c>repodata/</c>.</summary>
    public const string Rpm = "rpm";

    /// <summary>The package is an image, <c>host[:port]/name</c> or a name in the registry.</summary>
    public const string Oci = "oci";

    /// <summary>The package is a module path, the registry a GOPROXY.</summary>
    public const string Go = "go";

    /// <summary>The registry is a sparse index.</summary>
    public const string Crates = "crates";

    /// <summary>The package is <c>group:artifact</c>, the registry the repository's base URL.</summary>
    public const string Maven = "maven";
}
