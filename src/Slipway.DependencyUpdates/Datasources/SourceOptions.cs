using System.Net;

namespace Slipway.DependencyUpdates.Datasources;

/// <summary>How sources are asked. The defaults fit the command; a server sets <see cref="MayConnect"/>.</summary>
public sealed record SourceOptions
{
    /// <summary>Base URLs by datasource, for queries that name none.</summary>
    public IReadOnlyDictionary<string, string> Registries { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<SourceCredential> Credentials { get; init; } = [];

    /// <summary>Patterns of Go's modules whose names go to no proxy.</summary>
    public IReadOnlyList<string> PrivateModules { get; init; } = [];

    /// <summary>Where answers are kept for conditional requests; null: nowhere.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>An answer younger than this is used without asking at all. 0: every run asks.</summary>
    public TimeSpan FreshFor { get; init; } = TimeSpan.Zero;

    /// <summary>For one request, to its last byte; the time in a host's queue does not count.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For one query with all its requests.</summary>
    public TimeSpan LookupTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For a whole archive; each part of it must still come within <see cref="RequestTimeout"/>.</summary>
    public TimeSpan DownloadTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Requests at once to one host.</summary>
    public int RequestsPerHost { get; init; } = 8;

    /// <summary>Requests and git processes at once, over all hosts.</summary>
    public int RequestsAtOnce { get; init; } = 32;

    /// <summary>How long a host's <c>Retry-After</c> is waited for. What asks for more fails the host's components.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Of one answer, after decompression.</summary>
    public long MaxAnswerBytes { get; init; } = 64L << 20;

    /// <summary>Whether git may read repositories by a path or <c>file:</c>, and advisories be files of this machine; a server says no.</summary>
    public bool AllowLocalGit { get; init; } = true;

    /// <summary>Armored OpenPGP keys by a Debian or RPM repository's base URL. A repository that has one here is read only with its signature.</summary>
    public IReadOnlyDictionary<string, string> RepositoryKeys { get; init; } = new Dictionary<string, string>();

    /// <summary>Which addresses may be connected to; null: all.</summary>
    public Func<IPAddress, bool>? MayConnect { get; init; }
}
