using System.Globalization;
using Slipway.Platform;

namespace Slipway.DevInstance.Git;

/// <summary>Where the projects' bare repositories are, and how one is made.</summary>
sealed class RepositoryFolders(DataFolder data, GitProgram git)
{
    public string Of(long projectId) => Path.Combine(data.Repositories, projectId.ToString(CultureInfo.InvariantCulture) + ".git");

    /// <summary>Made under another name and renamed: a repository is there whole or not at all. Nothing happens where it is there.</summary>
    public async Task CreateAsync(long projectId, string defaultBranch, CancellationToken ct)
    {
        var folder = Of(projectId);
        if (Directory.Exists(folder))
        {
            return;
        }

        var fresh = folder + ".new";
        if (Directory.Exists(fresh))
        {
            Directory.Delete(fresh, recursive: true);
        }

        await git.TextAsync(new GitCall(data.Repositories, "init", "--quiet", "--bare", "--template=", $"--initial-branch={defaultBranch}", fresh), ct);
        Directory.Move(fresh, folder);
    }

    /// <summary>Takes a repository away; nothing happens where there is none. Whoever works in it sees it vanish.</summary>
    /// <exception cref="IOException">Somebody wrote into it meanwhile: try again.</exception>
    public void Remove(long projectId)
    {
        var (folder, going) = (Of(projectId), Of(projectId) + ".gone");
        if (Directory.Exists(folder) && !Directory.Exists(going))
        {
            Directory.Move(folder, going);
        }

        foreach (var rest in new[] { going, folder + ".new", folder }.Where(Directory.Exists))
        {
            Directory.Delete(rest, recursive: true);
        }
    }

    public Task PointHeadAsync(long projectId, string branch, CancellationToken ct) =>
        git.TextAsync(new GitCall(Of(projectId), "symbolic-ref", "HEAD", "refs/heads/" + branch), ct);
}
