namespace Slipway.DevInstance.Git;

/// <summary>What refs name now.</summary>
sealed class RefReader(GitProgram git, RepositoryFolders folders)
{
    const int MostNamed = 200;
    const int MostBytes = 256 << 20;

    /// <summary>Those of the names that are there, with the object that each names.</summary>
    public async Task<IReadOnlyDictionary<string, string>> FindAsync(long projectId, IReadOnlyCollection<string> names, CancellationToken ct)
    {
        var wanted = names.ToHashSet(StringComparer.Ordinal);
        string[] patterns = names.Count <= MostNamed ? [.. wanted] : [];
        return (await ListAsync(projectId, patterns, ct)).Where(one => wanted.Contains(one.Key)).ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal);
    }

    /// <param name="patterns">Whole refs or folders of them, as <c>refs/heads/</c>; none: all.</param>
    public async Task<IReadOnlyDictionary<string, string>> ListAsync(long projectId, IReadOnlyList<string> patterns, CancellationToken ct)
    {
        var text = await git.TextAsync(
            new GitCall(folders.Of(projectId), ["for-each-ref", "--format=%(objectname) %(refname)", "--", .. patterns]) { MaxOutput = MostBytes }, ct);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 2))
            .ToDictionary(pair => pair[1], pair => pair[0], StringComparer.Ordinal);
    }
}
