namespace Slipway.Proposals.Git;

/// <summary>A bare repository of our own for one run, with the two branches' newest commits in it: no checkout is touched.</summary>
sealed class ProposalRepository : IDisposable
{
    readonly GitRemote remote;
    readonly IReadOnlyDictionary<string, string> environment;

    ProposalRepository(GitRemote remote)
    {
        this.remote = remote;
        environment = remote.Environment();
        Folder = Path.Combine(Path.GetTempPath(), "slipway-proposal-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Folder { get; }

    public static async Task<ProposalRepository> MakeAsync(GitRemote remote, CancellationToken ct)
    {
        if (remote.Url.StartsWith('-'))
        {
            throw new ProposalException("proposal.malformed", $"'{remote.Url}' is no address of a repository.");
        }

        var made = new ProposalRepository(remote);
        try
        {
            await made.RunAsync(["init", "--quiet", "--bare", "."], ct);
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>The newest commits of both; of the second also its parents, and null where there is no such branch.</summary>
    public async Task<(string Target, string? Branch)> FetchAsync(string target, string branch, CancellationToken ct)
    {
        string[] wanted = [Ref(target), Ref(branch)];
        var listed = (await TransferAsync(["ls-remote", "--", remote.Url, .. wanted], ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t')).Where(parts => parts.Length == 2).ToDictionary(parts => parts[1], parts => parts[0], StringComparer.Ordinal);
        if (!listed.TryGetValue(Ref(target), out var targetTip))
        {
            throw new ProposalException("git.no-branch", $"{remote} has no branch '{target}'.");
        }

        var branchTip = listed.GetValueOrDefault(Ref(branch));
        await TransferAsync(["fetch", "--quiet", "--no-tags", "--depth=2", "--", remote.Url, .. wanted[..(branchTip is null ? 1 : 2)].Select(name => $"+{name}:{name}")], ct);
        return (await CommitAsync(target, ct), branchTip is null ? null : await CommitAsync(branch, ct));

        async Task<string> CommitAsync(string name, CancellationToken ct) => (await RunAsync(["rev-parse", "--verify", Ref(name) + "^{commit}"], ct)).Trim();
    }

    /// <summary>A branch's newest commit; null where there is no such branch.</summary>
    public async Task<string?> FetchAsync(string branch, CancellationToken ct)
    {
        if ((await TransferAsync(["ls-remote", "--", remote.Url, Ref(branch)], ct)).Length == 0)
        {
            return null;
        }

        await TransferAsync(["fetch", "--quiet", "--no-tags", "--depth=1", "--", remote.Url, $"+{Ref(branch)}:{Ref(branch)}"], ct);
        return (await RunAsync(["rev-parse", "--verify", Ref(branch) + "^{commit}"], ct)).Trim();
    }

    /// <summary>Fetches the commits before a branch's newest too, without their files where the server knows how.</summary>
    public Task DeepenAsync(string branch, CancellationToken ct) =>
        TransferAsync(["fetch", "--quiet", "--no-tags", "--filter=tree:0", "--unshallow", "--", remote.Url, $"+{Ref(branch)}:{Ref(branch)}"], ct, allow: "--unshallow on a complete repository");

    public async Task<string> DefaultBranchAsync(CancellationToken ct)
    {
        const string head = "ref: refs/heads/";
        var line = (await TransferAsync(["ls-remote", "--symref", "--", remote.Url, "HEAD"], ct)).Split('\n')[0];
        return line.StartsWith(head, StringComparison.Ordinal) ? line[head.Length..].Split('\t')[0] : throw new ProposalException("git.no-branch", $"{remote} does not say its default branch: name the target.");
    }

    /// <summary>Whether a commit is in a branch's history, all of which is fetched for the question.</summary>
    public async Task<bool> IsWithinAsync(string commit, string branch, CancellationToken ct)
    {
        await TransferAsync(["fetch", "--quiet", "--no-tags", "--unshallow", "--", remote.Url, $"+{Ref(branch)}:{Ref(branch)}"], ct, allow: "--unshallow on a complete repository");
        return (await TryAsync(["merge-base", "--is-ancestor", commit, Ref(branch)], ct)).ExitCode == 0;
    }

    /// <param name="commit">Null: the branch goes.</param>
    /// <param name="expected">What the branch must still be; null: not there.</param>
    public async Task PushAsync(string? commit, string branch, string? expected, CancellationToken ct) =>
        await TransferAsync(["push", "--quiet", "--porcelain", $"--force-with-lease={Ref(branch)}:{expected}", "--", remote.Url, $"{commit}:{Ref(branch)}"], ct);

    /// <summary>A file's bytes at a commit, or null.</summary>
    public async Task<byte[]?> ReadAsync(string commit, string path, CancellationToken ct) =>
        await TryAsync(["cat-file", "blob", $"{commit}:{path}"], ct) is { ExitCode: 0 } found ? found.Output : null;

    public async Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken ct, IReadOnlyDictionary<string, string>? more = null, ReadOnlyMemory<byte> input = default)
    {
        var result = await TryAsync(arguments, ct, more, input);
        return result.ExitCode == 0 ? result.Text : throw new ProposalException("git.failed", $"git {arguments[0]} failed: {result.Errors}");
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public Task<GitResult> TryAsync(IReadOnlyList<string> arguments, CancellationToken ct, IReadOnlyDictionary<string, string>? more = null, ReadOnlyMemory<byte> input = default) =>
        GitCommand.RunAsync(new GitCommand(Folder, arguments) { Input = input, Environment = (more ?? new Dictionary<string, string>()).Concat(environment).ToDictionary() }, ct);

    public async Task<string> TransferAsync(IReadOnlyList<string> arguments, CancellationToken ct, string? allow = null)
    {
        var result = await TryAsync(arguments, ct);
        return result.ExitCode == 0 || (allow is not null && result.Errors.Contains(allow, StringComparison.Ordinal))
            ? result.Text
            : throw TransferFault.Of(arguments[0], remote, result);
    }

    static string Ref(string branch) => "refs/heads/" + branch;
}
