using System.Globalization;

namespace Slipway.Agent.Limits;

/// <summary>
/// Where the kernel lets this program make groups of processes (cgroups(7)): of version 2 below the runner's own group or, for root, at the top; or of
/// version 1, in a hierarchy for each of memory, pids and cpu.
/// </summary>
/// <param name="folders">By controller. With version 2 they are one.</param>
sealed class Cgroups(bool unified, IReadOnlyDictionary<string, string> folders) : IDisposable
{
    const string Leaf = "runner-itself";

    static readonly string[] s_controllers = ["memory", "pids", "cpu"];

    public string Describe => $"cgroup v{(unified ? 2 : 1)}: {string.Join(", ", folders.Select(folder => folder.Key))} below {folders["memory"]}";

    /// <param name="root"><c>/sys/fs/cgroup</c>.</param>
    /// <param name="self">The text of <c>/proc/self/cgroup</c>.</param>
    /// <param name="name">Of the folder that holds all of this runner's jobs.</param>
    /// <param name="why">What stood in the way where the answer is null.</param>
    public static Cgroups? Find(string root, string self, string name, out string why)
    {
        var own = self.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3)
            .SelectMany(parts => parts[1].Split(',').Select(controller => (controller, Path: parts[2].TrimStart('/')))).ToList();
        try
        {
            why = "this kernel shows no groups with memory and pids";
            return File.Exists(Path.Combine(root, "cgroup.controllers")) ? Unified(root, own.Find(one => one.controller.Length == 0).Path ?? "", name) : Separate(root, own, name);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            why = refused.Message;
            return null;
        }
    }

    /// <summary>A group for one job, with its limits. Disposing it removes it.</summary>
    public JobGroup Make(int slot, JobLimits limits, TimeProvider time)
    {
        var group = new JobGroup(unified, folders.ToDictionary(folder => folder.Key, folder => Path.Combine(folder.Value, $"slot-{slot}"), StringComparer.Ordinal), limits, time);
        group.Create();
        return group;
    }

    public void Dispose()
    {
        foreach (var folder in folders.Values.Distinct(StringComparer.Ordinal).Where(Directory.Exists))
            _ = JobGroup.TryRemove(folder);
    }

    static Cgroups? Unified(string root, string own, string name)
    {
        // In a group that has groups below it no process may be: the runner goes into one of its own, if it is alone.
        var home = Path.Combine(root, own);
        var again = Path.GetFileName(home) == Leaf;
        var service = !again && own.Length > 0 && File.ReadAllText(Path.Combine(home, "cgroup.procs")).Trim() == Pid;
        if (service)
        {
            var leaf = Directory.CreateDirectory(Path.Combine(home, Leaf)).FullName;
            File.WriteAllText(Path.Combine(leaf, "cgroup.procs"), Pid);
        }

        var above = service ? home : again ? Path.GetDirectoryName(home)! : root;
        var there = File.ReadAllText(Path.Combine(above, "cgroup.controllers")).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Intersect(s_controllers).ToList();
        if (!there.Contains("memory") || !there.Contains("pids"))
            return null;
        var enable = string.Join(' ', there.Select(controller => "+" + controller));
        File.WriteAllText(Path.Combine(above, "cgroup.subtree_control"), enable);
        var jobs = Directory.CreateDirectory(Path.Combine(above, name)).FullName;
        File.WriteAllText(Path.Combine(jobs, "cgroup.subtree_control"), enable);
        JobGroup.LimitMemory(unified: true, jobs, JobLimits.MostMemory);
        return new Cgroups(unified: true, there.ToDictionary(controller => controller, _ => jobs, StringComparer.Ordinal));
    }

    static Cgroups? Separate(string root, List<(string Controller, string Path)> own, string name)
    {
        var folders = s_controllers.Where(controller => Directory.Exists(Path.Combine(root, controller)) && own.Exists(one => one.Controller == controller))
            .ToDictionary(controller => controller, controller => Path.Combine(root, controller, own.Find(one => one.Controller == controller).Path, name), StringComparer.Ordinal);
        if (!folders.TryGetValue("memory", out var memory) || !folders.ContainsKey("pids"))
            return null;
        foreach (var folder in folders.Values)
            Directory.CreateDirectory(folder);
        JobGroup.LimitMemory(unified: false, memory, JobLimits.MostMemory);
        return new Cgroups(unified: false, folders);
    }

    static string Pid => Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
}
