using Slipway.Agent.Jobs;
using Slipway.Agent.Processes;
using Slipway.Agent.Scripts;

namespace Slipway.Agent.Executors.Shell;

/// <summary>
/// The whole machine, for a machine that was made for its jobs and allows no sandbox inside it (a container, a pod). The paths that a sandbox
/// would mount are links here; after each step all processes but the runner's own are ended.
/// </summary>
/// <param name="Uid">Whom the steps run as; null for the runner's own user, where the runner is not root.</param>
sealed record MachineView(uint? Uid, string BuildsFolder) : IStepView
{
    public IReadOnlyList<string> Command(JobFolders folders, StepPlace place)
    {
        var home = Path.Combine(folders.Private, "home");
        Directory.CreateDirectory(home, Folder.OwnerOnly);
        if (Uid is { } owner)
            FileFacts.SetOwner(home, owner);
        Link(folders.ProjectDir, folders.Tree);
        Link(folders.FilesMount, folders.Files);
        Link(JobFolders.ScriptsMount, folders.Scripts);
        foreach (var folder in (string[])[folders.Tree, folders.Files, folders.Scripts, home])
            Pass(folder);
        string[] environment = ["env", "-i", "PATH=" + SandboxView.SearchPath, "HOME=" + home, "USER=job", "LOGNAME=job", "SHELL=/bin/bash", "LANG=C.UTF-8"];
        return Uid is { } uid
            ? ["setpriv", "--reuid", $"{uid}", "--regid", $"{uid}", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs", "--", .. environment]
            : environment;
    }

    public void EndAll() => ProcessTree.KillOthers(Uid);

    static void Link(string path, string target)
    {
        if (new FileInfo(path).LinkTarget == target)
            return;
        Folder.Delete(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, target);
    }

    /// <summary>Lets the steps' user through the folders above, which stay unreadable.</summary>
    void Pass(string folder)
    {
        if (Uid is null)
            return;
        for (var above = Path.GetDirectoryName(folder); above is not null && above.StartsWith(BuildsFolder, StringComparison.Ordinal); above = Path.GetDirectoryName(above))
            File.SetUnixFileMode(above, File.GetUnixFileMode(above) | UnixFileMode.OtherExecute);
    }
}
