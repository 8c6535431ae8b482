using System.Globalization;

namespace Slipway.Agent.Limits;

/// <summary>The group of one job's processes.</summary>
sealed class JobGroup(bool unified, IReadOnlyDictionary<string, string> folders, JobLimits limits, TimeProvider time) : IAsyncDisposable
{
    const long Period = 100_000;
    const int Tries = 50;

    // The shell that becomes the program goes into the group first. Of all processes on the machine, those of jobs are the first to be ended for memory.
    const string Enter = "while [ \"$1\" != -- ]; do echo $$ > \"$1\" || exit 1; shift; done; shift; { echo 500 > /proc/self/oom_score_adj; } 2>/dev/null; exec \"$@\"";

    long _killed;
    long _refused;

    /// <summary>What starts a program in the group, with the program and its arguments after it.</summary>
    public IReadOnlyList<string> Command => ["/bin/sh", "-c", Enter, "sh", .. Folders.Select(folder => Path.Combine(folder, "cgroup.procs")), "--"];

    IEnumerable<string> Folders => folders.Values.Distinct(StringComparer.Ordinal);

    public void Create()
    {
        foreach (var folder in Folders)
            Directory.CreateDirectory(folder);
        LimitMemory(unified, folders["memory"], limits.MemoryBytes);
        Set(folders["pids"], "pids.max", limits.Pids);
        if (limits.Cpus > 0 && folders.TryGetValue("cpu", out var cpu))
        {
            var quota = Math.Max(1000, (long)(limits.Cpus * Period));
            if (unified)
                File.WriteAllText(Path.Combine(cpu, "cpu.max"), $"{quota} {Period}");
            else
                Set(cpu, "cpu.cfs_quota_us", quota);
        }

        (_killed, _refused) = (Killed(), Refused());
    }

    /// <summary>Which limits were reached since this was asked last, in sentences.</summary>
    public IReadOnlyList<string> Reached()
    {
        List<string> reached = [];
        if (Killed() is var killed && killed > _killed)
            reached.Add($"The job's processes used more than the {limits.MemoryBytes / 1024 / 1024} MiB of memory that a job may have on this runner; the kernel ended {killed - _killed} of them.");
        if (Refused() is var refused && refused > _refused)
            reached.Add($"The job reached the limit of {limits.Pids} processes on this runner; it got no more.");
        (_killed, _refused) = (killed, refused);
        return reached;
    }

    public static void LimitMemory(bool unified, string folder, long bytes)
    {
        Set(folder, unified ? "memory.max" : "memory.limit_in_bytes", bytes);
        // Swap is memory too. Not every kernel counts it.
        var swap = unified ? "memory.swap.max" : "memory.memsw.limit_in_bytes";
        if (File.Exists(Path.Combine(folder, swap)))
            Set(folder, swap, unified ? 0 : bytes);
    }

    /// <summary>Its processes have been ended by then; the kernel may take a moment to see it. A group that stays is used again.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var folder in Folders)
        {
            for (var tries = 0; tries < Tries && !TryRemove(folder); tries++)
                await Task.Delay(TimeSpan.FromMilliseconds(20), time);
        }
    }

    public static bool TryRemove(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder); // the kernel's files in it are no content
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    long Killed() => Count(folders["memory"], unified ? "memory.events" : "memory.oom_control", "oom_kill ");

    long Refused() => Count(folders["pids"], "pids.events", "max ");

    static long Count(string folder, string file, string key)
    {
        var path = Path.Combine(folder, file);
        var line = File.Exists(path) ? File.ReadLines(path).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal)) : null;
        return line is not null && long.TryParse(line.AsSpan(key.Length), CultureInfo.InvariantCulture, out var count) ? count : 0;
    }

    static void Set(string folder, string file, long value) => File.WriteAllText(Path.Combine(folder, file), value.ToString(CultureInfo.InvariantCulture));
}
