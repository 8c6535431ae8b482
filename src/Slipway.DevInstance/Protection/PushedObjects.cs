using System.Text;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.Pushes;

namespace Slipway.DevInstance.Protection;

/// <summary>
/// The objects of a push, in quarantine still (git-receive-pack(1)): they are seen together with the repository's, and are gone if the push
/// is refused.
/// </summary>
sealed class PushedObjects
{
    const int MostListed = 64 << 20;

    readonly GitProgram git;
    readonly string folder;
    readonly Dictionary<string, string> environment = new(StringComparer.Ordinal);
    string? newCommits;

    /// <param name="quarantine">As the hook was told; empty where the push brought no objects.</param>
    public PushedObjects(GitProgram git, string folder, string quarantine)
    {
        (this.git, this.folder) = (git, folder);
        var objects = Path.Combine(folder, "objects");
        // Only its last part counts: git writes the path before it in its own way.
        if (Path.GetFileName(quarantine) is { } name && name.StartsWith("tmp_objdir-", StringComparison.Ordinal))
        {
            environment["GIT_OBJECT_DIRECTORY"] = environment["GIT_QUARANTINE_PATH"] = Path.Combine(objects, name);
            environment["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = objects;
        }
    }

    /// <summary>Whether a branch goes forward: nothing that it had is lost.</summary>
    public async Task<bool> IsForwardAsync(RefUpdate update, CancellationToken ct)
    {
        var result = await git.RunAsync(Call("merge-base", "--is-ancestor", update.Before!, update.After!), ct);
        return result.ExitCode is 0 or 1 ? result.ExitCode == 0 : throw new GitException(result.Errors);
    }

    /// <summary>The commits that the repository has not had, one id a line.</summary>
    public async Task<string> NewCommitsAsync(IEnumerable<RefUpdate> updates, CancellationToken ct) => newCommits ??= await git.TextAsync(
        Call("rev-list", "--stdin", "--not", "--all") with { Input = Tips(updates), MaxOutput = MostListed }, ct);

    /// <summary>Files larger than so many bytes that the repository has not had: <c>ID PATH</c>.</summary>
    public async Task<IReadOnlyList<string>> LargeFilesAsync(IEnumerable<RefUpdate> updates, long maxBytes, CancellationToken ct)
    {
        // The filter leaves blobs of this size and more out, and names them.
        var tips = Tips(updates);
        var omitted = (await git.TextAsync(
                Call("rev-list", "--objects", "--stdin", "--not", "--all", $"--filter=blob:limit={maxBytes + 1}", "--filter-print-omitted") with
                {
                    Input = tips,
                    MaxOutput = MostListed,
                },
                ct))
            .Split('\n').Where(line => line.StartsWith('~')).Select(line => line[1..]).ToHashSet(StringComparer.Ordinal);
        return omitted.Count == 0
            ? []
            : [.. (await git.TextAsync(Call("rev-list", "--objects", "--stdin", "--not", "--all") with { Input = tips, MaxOutput = MostListed }, ct))
                .Split('\n').Where(line => line.Split(' ', 2) is [var id, _] && omitted.Contains(id))];
    }

    public GitCall Call(params IReadOnlyList<string> arguments) => new(folder, arguments) { Environment = environment };

    public Task<string> TextAsync(GitCall call, CancellationToken ct) => git.TextAsync(call, ct);

    static byte[] Tips(IEnumerable<RefUpdate> updates) =>
        Encoding.ASCII.GetBytes(string.Concat(updates.Where(update => update.After is not null).Select(update => update.After + "\n")));
}
