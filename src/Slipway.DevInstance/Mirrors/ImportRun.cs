using System.Net;
using Microsoft.Extensions.Options;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.Projects;
using Slipway.DevInstance.Pushes;

namespace Slipway.DevInstance.Mirrors;

/// <summary>
/// Brings another repository's refs into a project: first into a corner that nobody sees, then all of them at once. What an older run left
/// there spares this one the way.
/// </summary>
sealed class ImportRun(RemoteGit remote, GitProgram git, RepositoryFolders folders, RefReader refs, RefTransaction transaction, ProjectStore projects, RepositoryGate gate,
    IOptions<MirrorOptions> options)
{
    const string Corner = "refs/slipway/import/";

    // A server's own refs mean nothing elsewhere.
    static readonly string[] TheirOwn = ["refs/slipway/", "refs/merge-requests/", "refs/keep-around/", "refs/environments/", "refs/pipelines/", "refs/pull/"];

    /// <returns>What went wrong, or null.</returns>
    public async Task<string?> RunAsync(
        Project project, RemoteAddress address, IPAddress? host, MirrorCredentials credentials, Func<string, Task<bool>> progress, CancellationToken ct)
    {
        using var inside = await gate.EnterAsync(project.Id, ct);
        var folder = folders.Of(project.Id);
        var tooLarge = false;
        var head = await remote.RunAsync(folder, address, host, credentials, ["ls-remote", "--symref", "--"], ["HEAD"], _ => Task.FromResult(true), ct);
        if (head.ExitCode != 0)
        {
            return head.Errors;
        }

        var fetched = await remote.RunAsync(
            folder, address, host, credentials,
            ["fetch", "--progress", "--no-write-fetch-head", "--no-auto-maintenance", "--no-recurse-submodules", "--no-tags", "--prune", "--"],
            [$"+refs/*:{Corner}*", .. TheirOwn.Select(own => $"^{own}*")],
            async words =>
            {
                tooLarge = Size(folder) > options.Value.MaxImportBytes;
                return await progress(words) && !tooLarge;
            },
            ct);
        return tooLarge ? $"The repository is larger than {options.Value.MaxImportBytes} bytes, the most that is imported here (Mirrors:MaxImportBytes)."
            : fetched.ExitCode != 0 ? fetched.Errors
            : await MoveAsync(project, Branch(head.Text), ct);
    }

    async Task<string?> MoveAsync(Project project, string? branch, CancellationToken ct)
    {
        var all = await refs.ListAsync(project.Id, [], ct);
        var updates = all.Where(one => one.Key.StartsWith(Corner, StringComparison.Ordinal))
            .Select(one => (Ref: "refs/" + one.Key[Corner.Length..], After: one.Value))
            .Select(one => new RefUpdate(one.Ref, all.GetValueOrDefault(one.Ref), one.After))
            .Where(update => update.Before != update.After).ToList();
        if (branch is not null)
        {
            await folders.PointHeadAsync(project.Id, branch, ct);
            await projects.ChangeAsync(project.Id, row => row.DefaultBranch = branch, ct);
        }

        // An old history wants no pipelines.
        if (updates.Count > 0 && !await transaction.RunAsync(project, Actor.Anonymous with { Name = "import" }, updates, ["ci.skip"], ct))
        {
            return "The project's branches were changed while they were imported. Try again.";
        }

        var leave = string.Concat(all.Keys.Where(name => name.StartsWith(Corner, StringComparison.Ordinal)).Select(name => $"delete {name}\n"));
        await git.TextAsync(new GitCall(folders.Of(project.Id), "update-ref", "--stdin") { Input = System.Text.Encoding.UTF8.GetBytes(leave) }, ct);
        return null;
    }

    // "ref: refs/heads/main\tHEAD"
    static string? Branch(string text) =>
        text.Split('\n').FirstOrDefault(line => line.StartsWith("ref: refs/heads/", StringComparison.Ordinal)) is { } line
        && RefName.IsShort(line["ref: refs/heads/".Length..].Split('\t')[0])
            ? line["ref: refs/heads/".Length..].Split('\t')[0]
            : null;

    static long Size(string folder)
    {
        var packs = new DirectoryInfo(Path.Combine(folder, "objects", "pack"));
        return packs.Exists ? packs.EnumerateFiles().Sum(file => file.Exists ? file.Length : 0) : 0;
    }
}
