using System.Net;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.Mirrors;

/// <summary>Makes another repository's branches, tags and notes the same as the project's.</summary>
sealed class PushMirrorRun(RemoteGit remote, RepositoryFolders folders)
{
    /// <returns>What went wrong, or null.</returns>
    public async Task<string?> RunAsync(
        Project project, RemoteAddress address, IPAddress? host, MirrorCredentials credentials, Func<string, Task<bool>> progress, CancellationToken ct)
    {
        var pushed = await remote.RunAsync(
            folders.Of(project.Id), address, host, credentials,
            ["push", "--progress", "--porcelain", "--prune", "--no-verify", "--"],
            ["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*", "+refs/notes/*:refs/notes/*"],
            progress,
            ct);
        // --porcelain: "!\tFROM:TO\tREASON" for each ref that was refused.
        var refused = string.Join('\n', pushed.Text.Split('\n').Where(line => line.StartsWith('!')).Select(line => line[1..].Trim().Replace('\t', ' ')));
        return pushed.ExitCode == 0 ? null : refused.Length > 0 ? $"{refused}\n{pushed.Errors}" : pushed.Errors;
    }
}
