using Slipway.Agent.Jobs;
using Slipway.Agent.Scripts;

namespace Slipway.Agent.Executors;

/// <summary>What a sandbox shows of this machine, as bubblewrap's arguments. What is not named here is not there.</summary>
/// <param name="Uid">Whom the steps run as; null for the runner's own user.</param>
/// <param name="Capabilities">What is left of root's powers where <paramref name="Uid"/> is null and the runner is root.</param>
/// <param name="JobNetwork">Whether the job's steps reach the network.</param>
/// <param name="ReadOnly">More files and folders to show.</param>
/// <param name="Hidden">Files and folders below the shown ones that are shown empty: the runner's configuration.</param>
sealed record SandboxView(uint? Uid, IReadOnlyList<string> Capabilities, bool JobNetwork, IReadOnlyList<string> ReadOnly, IReadOnlyList<string> Hidden) : IStepView
{
    public const string SearchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    const string Home = "/home/job";

    // The system, and the package managers' lists of what is installed: dpkg-checkbuilddeps reads them.
    static readonly string[] s_system =
        ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc", "/opt", "/var/lib/dpkg", "/var/lib/rpm", "/var/lib/alternatives", "/var/lib/ghc"];

    public IReadOnlyList<string> Command(JobFolders folders, StepPlace place)
    {
        var account = Account(folders);
        List<string> arguments =
        [
            "bwrap", "--die-with-parent", "--new-session", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--hostname", "slipway-job",
            "--clearenv",
        ];
        if (!JobNetwork && place == StepPlace.Job)
            arguments.Add("--unshare-net");
        // bubblewrap would make the folders above a mount for root alone.
        foreach (var path in s_system.Where(Path.Exists).Concat(ReadOnly).Concat([Home, folders.ProjectDir, JobFolders.ScriptsMount, "/var/tmp"]).SelectMany(Above).Distinct(StringComparer.Ordinal))
            arguments.AddRange(["--dir", path]);
        foreach (var path in s_system.Where(Path.Exists))
            arguments.AddRange(new DirectoryInfo(path).LinkTarget is { } target ? ["--symlink", target, path] : ["--ro-bind", path, path]);
        arguments.AddRange(["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/dev/shm", "--chmod", "1777", "/dev/shm"]);
        foreach (var path in ReadOnly)
            arguments.AddRange(["--ro-bind", path, path]);
        if (ResolverFile() is { } resolver)
            arguments.AddRange(["--ro-bind", resolver, resolver]);
        foreach (var path in Hidden.Where(hidden => Path.Exists(hidden) && s_system.Concat(ReadOnly).Any(shown => Below(hidden, shown))))
            arguments.AddRange(Directory.Exists(path) ? ["--tmpfs", path] : ["--ro-bind", "/dev/null", path]);
        arguments.AddRange(["--ro-bind", Path.Combine(account, "passwd"), "/etc/passwd", "--ro-bind", Path.Combine(account, "group"), "/etc/group"]);
        arguments.AddRange(["--bind", Path.Combine(account, "tmp"), "/tmp", "--bind", Path.Combine(account, "tmp"), "/var/tmp", "--bind", Path.Combine(account, "home"), Home]);
        arguments.AddRange(["--bind", folders.Tree, folders.ProjectDir, "--bind", folders.Files, folders.FilesMount, "--ro-bind", folders.Scripts, JobFolders.ScriptsMount, "--chdir", "/"]);
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("PATH", SearchPath), ("HOME", Home), ("USER", "job"), ("LOGNAME", "job"), ("SHELL", "/bin/bash"), ("LANG", "C.UTF-8")])
            arguments.AddRange(["--setenv", name, value]);
        if (Environment.IsPrivilegedProcess)
            arguments.AddRange(["--cap-drop", "ALL", .. (Uid is null ? Capabilities : ["CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP"]).SelectMany(cap => new[] { "--cap-add", cap })]);
        arguments.Add("--");
        if (Uid is { } uid)
            arguments.AddRange(["setpriv", "--reuid", $"{uid}", "--regid", $"{uid}", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs", "--"]);
        return arguments;
    }

    public void EndAll()
    {
        // the kernel ended them with the sandbox's first process
    }

    /// <summary>The user's entry, home and /tmp, made once for each job.</summary>
    string Account(JobFolders folders)
    {
        var folder = Path.Combine(folders.Private, "account");
        if (Directory.Exists(folder))
            return folder;
        var uid = Uid ?? Processes.FileFacts.Of(folders.Private)!.Value.Uid;
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "passwd"), $"{(uid == 0 ? "" : "root:x:0:0:root:/root:/usr/sbin/nologin\n")}job:x:{uid}:{uid}:job:{Home}:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n");
        File.WriteAllText(Path.Combine(folder, "group"), $"{(uid == 0 ? "" : "root:x:0:\n")}job:x:{uid}:\nnogroup:x:65534:\n");
        foreach (var name in (string[])["tmp", "home"])
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(path, Processes.Folder.OwnerOnly);
            if (Uid is { } of)
                Processes.FileFacts.SetOwner(path, of);
        }

        return folder;
    }

    // systemd-resolved's file is not below /etc.
    static string? ResolverFile() =>
        new FileInfo("/etc/resolv.conf").ResolveLinkTarget(returnFinalTarget: true) is { Exists: true } file && !Below(file.FullName, "/etc") ? file.FullName : null;

    /// <summary>The folders above a path, the top one first; without <c>/</c>.</summary>
    static IEnumerable<string> Above(string path)
    {
        for (var at = path.IndexOf('/', 1); at > 0; at = path.IndexOf('/', at + 1))
            yield return path[..at];
    }

    static bool Below(string path, string top) => path == top || path.StartsWith(top.TrimEnd('/') + "/", StringComparison.Ordinal);
}
