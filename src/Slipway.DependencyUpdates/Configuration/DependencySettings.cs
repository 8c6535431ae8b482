using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Managers.Patterns;
using Slipway.DependencyUpdates.Policy;

namespace Slipway.DependencyUpdates.Configuration;

/// <summary>How updates are made: <c>slipway-deps.yml</c>, or another tool's file read as one. All of it has a default.</summary>
public sealed record DependencySettings
{
    public static DependencySettings Default { get; } = new();

    /// <summary>The file; null: there is none.</summary>
    public string? Source { get; init; }

    /// <summary>Branches, as globs; the default branch alone where empty.</summary>
    public IReadOnlyList<NameGlob> Branches { get; init; } = [];

    /// <summary>Files that are not read.</summary>
    public IReadOnlyList<PathGlob> Exclude { get; init; } = [];

    /// <summary>Managers that are not asked.</summary>
    public IReadOnlySet<string> OffManagers { get; init; } = new HashSet<string>();

    /// <summary>For each datasource, where it asks when the project's own files do not say.</summary>
    public IReadOnlyDictionary<string, string> Registries { get; init; } = new Dictionary<string, string>();

    /// <summary>How long a release must have been seen before it is proposed.</summary>
    public TimeSpan Cooldown { get; init; } = TimeSpan.FromDays(3);

    public UpdateSchedule? Schedule { get; init; }

    /// <summary>Requests that may be open at once; those of vulnerabilities do not count.</summary>
    public int OpenLimit { get; init; } = 10;

    /// <summary>A major step has a request of its own, beside that of the newest minor one.</summary>
    public bool SeparateMajor { get; init; } = true;

    public IReadOnlyList<string> Labels { get; init; } = ["dependencies"];

    public IReadOnlyList<string> Reviewers { get; init; } = [];

    public IReadOnlyList<UpdateRule> Rules { get; init; } = [];

    public IReadOnlyList<WatchSetting> Components { get; init; } = [];

    public IReadOnlyList<PatternWatch> Patterns { get; init; } = [];

    public IReadOnlyList<HeldVersion> Held { get; init; } = [];

    /// <summary>Where fixes of vulnerabilities are proposed; null: they are told to who asks for them, and proposed nowhere.</summary>
    public SecurityProject? Security { get; init; }

    /// <summary>Armored OpenPGP keys by the base URL of a Debian or RPM repository, which is then read only where it is signed by its key.</summary>
    public IReadOnlyDictionary<string, string> RepositoryKeys { get; init; } = new Dictionary<string, string>();

    /// <summary>A folder of OSV records, or the address of an OSV service; null: vulnerabilities are not looked up.</summary>
    public string? Osv { get; init; }
}

/// <summary>What a component's own file does not say.</summary>
/// <param name="Manager">Null: of any.</param>
public sealed record WatchSetting(NameGlob Name, string? Manager)
{
    /// <summary>Why nothing watches it.</summary>
    public string? Unwatched { get; init; }

    public DatasourceQuery? Query { get; init; }

    public string? Scheme { get; init; }

    public string? TagPattern { get; init; }

    public string? Allowed { get; init; }

    /// <summary>The archive, with <c>{version}</c>.</summary>
    public string? Archive { get; init; }

    /// <summary>The prebuilt archive of an Omnibus definition, with <c>{version}</c>.</summary>
    public string? Bundle { get; init; }

    /// <summary>Armored OpenPGP keys, by one of which the archive or its file of checksums must be signed. Empty: signatures are not asked for.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];
}

/// <summary>The private project of a security release: the same code, which nobody but its team can see.</summary>
/// <param name="Remote">As git takes it; never the public one.</param>
/// <param name="Forge"><c>slipway</c>, <c>gitlab</c> or <c>github</c>; null: by the host's name.</param>
/// <param name="Server">Null: the remote's host.</param>
public sealed record SecurityProject(string Remote, string? Forge, string? Server);

/// <summary>A version that is not proposed again.</summary>
/// <param name="Versions">By upstream's spelling or the project's; empty: every one.</param>
/// <param name="Commit">The commit that reverted it.</param>
public sealed record HeldVersion(NameGlob Name, IReadOnlyList<string> Versions, string Reason, string? Commit);
