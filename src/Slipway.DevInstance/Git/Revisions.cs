namespace Slipway.DevInstance.Git;

/// <summary>From names to commits.</summary>
sealed class Revisions(GitProgram git, RepositoryFolders folders)
{
    /// <summary>The commit that a branch, a tag, a whole ref or a commit's own id names; null where there is none.</summary>
    public async Task<string?> ResolveAsync(long projectId, string revision, CancellationToken ct)
    {
        // No expressions (main~3, @{...}, :/text): names only.
        string[] candidates = RefName.IsObject(revision) ? [revision]
            : RefName.IsFull(revision) ? [revision]
            : RefName.IsShort(revision) ? ["refs/heads/" + revision, "refs/tags/" + revision]
            : [];
        foreach (var candidate in candidates)
        {
            var result = await git.RunAsync(new GitCall(folders.Of(projectId), "rev-parse", "--quiet", "--verify", "--end-of-options", candidate + "^{commit}"), ct);
            if (result.ExitCode == 0)
            {
                return result.Text.Trim();
            }
        }

        return null;
    }
}
