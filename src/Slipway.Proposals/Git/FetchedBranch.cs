namespace Slipway.Proposals.Git;

/// <summary>The newest commit of a remote's branch, in a bare repository of our own that goes with it: what a proposal to that branch is made from.</summary>
public sealed class FetchedBranch : IDisposable
{
    readonly ProposalRepository repository;

    FetchedBranch(ProposalRepository repository, string commit) => (this.repository, Commit) = (repository, commit);

    /// <summary>Of the bare repository.</summary>
    public string Folder => repository.Folder;

    public string Commit { get; }

    /// <param name="history">With all commits before it: for their messages.</param>
    /// <exception cref="ProposalException">There is no such branch, or the remote can't be read.</exception>
    public static async Task<FetchedBranch> FetchAsync(GitRemote remote, string branch, CancellationToken ct, bool history = false)
    {
        BranchName.Check(branch);
        var repository = await ProposalRepository.MakeAsync(remote, ct);
        try
        {
            var commit = await repository.FetchAsync(branch, ct) ?? throw new ProposalException("git.no-branch", $"{remote} has no branch '{branch}'.");
            if (history)
            {
                await repository.DeepenAsync(branch, ct);
            }

            return new(repository, commit);
        }
        catch
        {
            repository.Dispose();
            throw;
        }
    }

    /// <summary>The remote's branches, and the one that is its default; null where it has none.</summary>
    /// <exception cref="ProposalException">The remote can't be read.</exception>
    public static async Task<(string? Default, IReadOnlyList<string> Names)> ListAsync(GitRemote remote, CancellationToken ct)
    {
        const string Heads = "refs/heads/";
        using var repository = await ProposalRepository.MakeAsync(remote, ct);
        var lines = (await repository.TransferAsync(["ls-remote", "--symref", "--", remote.Url, "HEAD", Heads + "*"], ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // "ref: refs/heads/main\tHEAD", then "COMMIT\trefs/heads/main".
        var head = lines.Where(line => line.StartsWith("ref: " + Heads, StringComparison.Ordinal) && line.EndsWith("\tHEAD", StringComparison.Ordinal)).Select(line => line[("ref: " + Heads).Length..^"\tHEAD".Length]).FirstOrDefault();
        return (head, [.. lines.Select(line => line.Split('\t')).Where(parts => parts.Length == 2 && parts[1].StartsWith(Heads, StringComparison.Ordinal)).Select(parts => parts[1][Heads.Length..])]);
    }

    /// <summary>A file's bytes as the commit has them, or null.</summary>
    public Task<byte[]?> ReadAsync(string path, CancellationToken ct) => repository.ReadAsync(Commit, path, ct);

    public void Dispose() => repository.Dispose();
}
