using System.Globalization;
using System.Text;

namespace Slipway.Proposals.Git;

/// <summary>Makes our commits, and knows them again by two trailers: what they change, and on which commit they were made.</summary>
sealed class ProposalCommits(ProposalRepository repository, CommitIdentity identity, TimeProvider time)
{
    const string Changes = "Slipway-Changes: ";
    const string Base = "Slipway-Base: ";

    /// <returns>Null where the parent has all of it already.</returns>
    public async Task<ProposalCommit?> MakeAsync(Proposal proposal, string parent, CancellationToken ct)
    {
        var tree = await TreeAsync(proposal.Changes, parent, ct);
        if (await ChangeDigest.OfAsync(repository, parent, tree, ct) is not { } digest)
        {
            return null;
        }

        var message = proposal.Message.ReplaceLineEndings("\n").TrimEnd();
        var text = $"{message}\n\n{Changes}{digest}\n{Base}{parent}\n";
        var at = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) + " +0000";
        var who = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GIT_AUTHOR_NAME"] = identity.Name, ["GIT_AUTHOR_EMAIL"] = identity.Email, ["GIT_AUTHOR_DATE"] = at,
            ["GIT_COMMITTER_NAME"] = identity.Name, ["GIT_COMMITTER_EMAIL"] = identity.Email, ["GIT_COMMITTER_DATE"] = at,
        };
        var commit = await repository.RunAsync(["commit-tree", tree, "-p", parent, "-F", "-"], ct, who, Encoding.UTF8.GetBytes(text));
        return new ProposalCommit(commit.Trim(), parent, digest, message);
    }

    /// <summary>
    /// Who else has commits on the branch; null where it is one commit of ours on the target. Somebody who rebased ours by a button of the
    /// forge changed nothing of it, and it stays ours.
    /// </summary>
    public async Task<string?> StrangerAsync(string tip, string target, CancellationToken ct)
    {
        var (author, parents, message) = await ReadAsync(tip, ct);
        if (parents is not [var parent] || Trailer(message, Changes) is not { } digest || await ChangeDigest.OfAsync(repository, parent, tip, ct) != digest)
        {
            return author;
        }

        return Trailer(message, Base) == parent || await repository.IsWithinAsync(parent, target, ct) ? null : author;
    }

    /// <summary>Whether what is on the branch needs no push.</summary>
    /// <param name="follow">Whether it must be on the target's newest commit.</param>
    public async Task<bool> SaysTheSameAsync(string tip, ProposalCommit wanted, bool follow, CancellationToken ct)
    {
        var (_, parents, message) = await ReadAsync(tip, ct);
        return Trailer(message, Changes) == wanted.Digest && message.StartsWith(wanted.Message + "\n\n" + Changes, StringComparison.Ordinal) && (!follow || parents is [var only] && only == wanted.Parent);
    }

    async Task<string> TreeAsync(IReadOnlyList<FileChange> changes, string parent, CancellationToken ct)
    {
        var index = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_INDEX_FILE"] = Path.Combine(repository.Folder, "proposal.index") };
        await repository.RunAsync(["read-tree", parent], ct, index);
        var lines = new StringBuilder();
        foreach (var change in changes)
        {
            var mode = await ModeAsync(change, parent, ct);
            var blob = await RebasedFile.OfAsync(repository, change, parent, ct) is { } content ? (await repository.RunAsync(["hash-object", "-w", "--stdin"], ct, null, content)).Trim() : new string('0', parent.Length);
            lines.Append(CultureInfo.InvariantCulture, $"{mode} {blob}\t{change.Path}\0");
        }

        await repository.RunAsync(["update-index", "-z", "--index-info"], ct, index, Encoding.UTF8.GetBytes(lines.ToString()));
        return (await repository.RunAsync(["write-tree"], ct, index)).Trim();
    }

    async Task<string> ModeAsync(FileChange change, string parent, CancellationToken ct)
    {
        if (change.Content is null)
        {
            return "0";
        }

        var entry = await repository.RunAsync(["ls-tree", "--full-tree", parent, "--", $":(literal){change.Path}"], ct);
        return entry.Split(' ')[0] switch
        {
            "120000" or "160000" or "040000" => throw new ProposalException("proposal.no-file", $"'{change.Path}' is a link, a submodule or a folder, and no file: propose what it points to."),
            var mode when change.Executable is null && mode.Length > 0 => mode,
            _ => change.Executable is true ? "100755" : "100644",
        };
    }

    async Task<(string Author, string[] Parents, string Message)> ReadAsync(string commit, CancellationToken ct)
    {
        var parts = (await repository.RunAsync(["show", "--no-patch", "--format=%an <%ae>%x00%P%x00%B", commit], ct)).Split('\0', 3);
        return (parts[0], parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries), parts[2]);
    }

    static string? Trailer(string message, string name) =>
        message.Split('\n').LastOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..].Trim();
}
