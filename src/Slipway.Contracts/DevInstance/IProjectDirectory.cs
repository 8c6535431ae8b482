namespace Slipway.Contracts.DevInstance;

/// <summary>What build machines and upkeep may ask of projects. DevInstance answers it.</summary>
public interface IProjectDirectory
{
    /// <summary>By its path (<c>team/tools</c>); null where there is none.</summary>
    Task<ProjectFacts?> FindAsync(string path, CancellationToken ct);

    /// <summary>By its number; null where there is none.</summary>
    Task<ProjectFacts?> FindAsync(long id, CancellationToken ct);

    /// <summary>What the bearer of a token may do. A public project gives everybody <see cref="ProjectRole.Reader"/>.</summary>
    /// <param name="tokenId">The caller's token, or null for the anonymous.</param>
    Task<ProjectRole> RoleAsync(long projectId, long? tokenId, CancellationToken ct);

    /// <summary>What a user may do: where something happens in somebody's name and no token is there.</summary>
    /// <param name="userId">Null for nobody in particular: what everybody may.</param>
    Task<ProjectRole> RoleOfAsync(long projectId, long? userId, CancellationToken ct);

    /// <summary>Makes a user a member with this role, where the role is not that or more already.</summary>
    Task AdmitAsync(long projectId, string user, ProjectRole role, CancellationToken ct);

    /// <summary>Whether protected variables and runners are for this ref. <paramref name="fullRef"/> is whole: <c>refs/heads/main</c>.</summary>
    Task<bool> IsProtectedAsync(long projectId, string fullRef, CancellationToken ct);

    /// <summary>The commit that a branch, tag or whole ref names now; null where there is none.</summary>
    Task<string?> ResolveAsync(long projectId, string revision, CancellationToken ct);

    /// <summary>The files of one commit.</summary>
    ISourceTree Open(long projectId, string commit);
}

/// <param name="Path"><c>owner/name</c>, as in its address.</param>
/// <param name="HttpUrl">Where git clones it from, without credentials: <c>http://host/owner/name.git</c>.</param>
public sealed record ProjectFacts(long Id, string Path, string DefaultBranch, bool Private, Uri HttpUrl);

/// <summary>A commit's files and facts, read without a work tree.</summary>
public interface ISourceTree
{
    /// <summary>40 or 64 hex digits.</summary>
    string Commit { get; }

    /// <summary>The commit's author, dates and message.</summary>
    Task<CommitFacts> FactsAsync(CancellationToken ct);

    /// <summary>A file as UTF-8 text; null where there is none, where it is larger than <paramref name="maxBytes"/>, or where it is no file.</summary>
    Task<string?> ReadAsync(string path, int maxBytes, CancellationToken ct);

    /// <summary>All files, with <c>/</c> between folders.</summary>
    Task<IReadOnlyList<string>> FilesAsync(CancellationToken ct);

    /// <summary>The files that differ from another commit; null where that commit is not there.</summary>
    Task<IReadOnlyList<string>?> ChangedSinceAsync(string commit, CancellationToken ct);

    /// <summary>The files that changed since the way to this commit left the way to another one; null where that commit is not there.</summary>
    Task<IReadOnlyList<string>?> ChangedSinceForkAsync(string commit, CancellationToken ct);
}

public sealed record CommitFacts(string Commit, string Title, string Message, string AuthorName, string AuthorEmail, DateTimeOffset CommittedAt);
