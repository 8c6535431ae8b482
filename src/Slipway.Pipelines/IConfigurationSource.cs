namespace Slipway.Pipelines;

/// <summary>The files and facts of one commit of one project, as the compiler needs them. A port: the server reads git, the command a checkout.</summary>
public interface IConfigurationSource
{
    /// <summary>A file as UTF-8 text. Null where there is none, where it is no regular file, or where it has more than <paramref name="maxBytes"/>.</summary>
    /// <param name="path">From the top of the project, without a leading <c>/</c> and without <c>..</c>.</param>
    ValueTask<string?> ReadAsync(string path, int maxBytes, CancellationToken ct);

    /// <summary>The paths of all files, with <c>/</c> between folders; asked for by globs and by <c>exists</c>.</summary>
    ValueTask<IReadOnlyList<string>> FilesAsync(CancellationToken ct);

    /// <summary>A name of a file's content, as git's blob id: the same content has the same name. Null where there is no such file. For <c>cache:key:files</c>.</summary>
    ValueTask<string?> ContentIdAsync(string path, CancellationToken ct);

    /// <summary>The files that this pipeline's commits change, for <c>changes</c>.</summary>
    /// <param name="compareTo">The branch, tag or commit to compare with; null: what the push or the merge request changed.</param>
    ValueTask<ChangedFiles> ChangedAsync(string? compareTo, CancellationToken ct);

    /// <summary>
    /// Another project's commit, for <c>include:project</c> and <c>rules:exists:project</c>. Null where the project or the ref does not exist, or where
    /// who runs this pipeline may not see it.
    /// </summary>
    /// <param name="project">Its whole path, as <c>group/project</c>.</param>
    /// <param name="revision">A branch, tag or commit; null: the head of its default branch.</param>
    ValueTask<IConfigurationSource?> OpenProjectAsync(string project, string? revision, CancellationToken ct);
}

/// <summary>The answer to <see cref="IConfigurationSource.ChangedAsync"/>.</summary>
public abstract record ChangedFiles
{
    /// <summary>Exactly these changed, with <c>/</c> between folders.</summary>
    public sealed record Known(IReadOnlyList<string> Paths) : ChangedFiles;

    /// <summary>There is nothing to compare with (a new branch, a tag, a schedule): every <c>changes</c> is true, as in GitLab.</summary>
    public sealed record All : ChangedFiles;

    /// <summary><c>compare_to</c> names no commit: an error of the configuration.</summary>
    public sealed record UnknownRevision : ChangedFiles;
}
