using Slipway.Agent.Processes;

namespace Slipway.Agent.Jobs;

/// <summary>
/// Where a job's files are on this machine. Each slot has its own; a project has one work tree there, and one more for its
/// protected refs, so that a job of an unprotected one leaves nothing for them. Steps see the tree and the file variables as
/// mounts: they can change what is in them, but not put a link in their place.
/// </summary>
/// <param name="Kept">The project's, with its work tree.</param>
/// <param name="Private">The runner's own for this job; gone afterwards.</param>
/// <param name="ProjectPath">Below <c>/builds</c>: <c>group/project</c>.</param>
sealed record JobFolders(string Kept, string Private, string ProjectPath)
{
    public const string Builds = "/builds";

    /// <summary>Where the steps see <see cref="Scripts"/>.</summary>
    public const string ScriptsMount = "/run/slipway";

    /// <summary>Where the steps see <see cref="Tree"/>.</summary>
    public string ProjectDir => $"{Builds}/{ProjectPath}";

    /// <summary>Where the steps see <see cref="Files"/>; beside the work tree, as gitlab-runner has it.</summary>
    public string FilesMount => ProjectDir + ".tmp";

    public string Tree => Path.Combine(Kept, "tree");

    public string Files => Path.Combine(Private, "files");

    public string Scripts => Path.Combine(Private, "scripts");

    public string Trace => Path.Combine(Private, "trace");

    public static JobFolders Of(string buildsFolder, int slot, Protocol.JobPayload job)
    {
        var top = Path.Combine(buildsFolder, $"slot-{slot}");
        var kept = $"project-{job.JobInfo.ProjectId}" + (job.GitInfo.Protected == true ? "-protected" : "");
        return new JobFolders(Path.Combine(top, kept), Path.Combine(top, $"job-{job.Id}"), SafePath(job.JobInfo));
    }

    /// <summary>Makes what is missing below <see cref="Private"/> and <see cref="Kept"/>. A tree that another user left (the first uid was changed) is removed.</summary>
    /// <param name="owner">Whose the work tree is; null for the runner's own user.</param>
    /// <param name="open">Whether every user of a container may write there, as its image's user is not known.</param>
    public void Create(uint? owner, bool open)
    {
        if (owner is { } uid && FileFacts.Of(Tree) is { } was && was.Uid != uid)
            Folder.Delete(Tree);
        foreach (var folder in (string[])[Private, Kept, Tree, Files, Scripts])
            Directory.CreateDirectory(folder, Folder.OwnerOnly);
        foreach (var folder in (string[])[Tree, Files])
        {
            if (owner is { } of)
                FileFacts.SetOwner(folder, of);
            if (open)
                File.SetUnixFileMode(folder, Folder.Everybody);
        }

        // The folder above is shut; a step's user reads its script through the mount.
        File.SetUnixFileMode(Scripts, (UnixFileMode)0b111_101_101);
        Directory.SetLastWriteTimeUtc(Kept, TimeProvider.System.GetUtcNow().UtcDateTime);
    }

    static string SafePath(Protocol.JobFacts job)
    {
        var path = job.ProjectFullPath ?? "";
        var safe = path.Length is > 0 and < 500 && path.Split('/').All(part => part.Length > 0 && part[0] != '.' && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '+'));
        return safe ? path : $"project-{job.ProjectId}";
    }
}
