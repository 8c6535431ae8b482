using System.Globalization;
using System.Runtime.InteropServices;

namespace Slipway.Agent.Processes;

/// <summary>Signals for processes and all that came of them.</summary>
static partial class ProcessTree
{
    const int Terminate = 15;
    const int SigKill = 9;

    /// <summary>Asks every descendant of a process, but not the process itself, to end.</summary>
    public static void TerminateBelow(int pid)
    {
        foreach (var child in Descendants(pid))
            _ = Kill(child, Terminate);
    }

    /// <summary>
    /// Kills every process of a user (null for the own one), again and again until none is left; never this process, what it came from, and
    /// the kernel's. For a machine that has nothing else to run.
    /// </summary>
    public static void KillOthers(uint? uid)
    {
        var user = uid ?? FileFacts.Of("/proc/self")!.Value.Uid;
        var own = Ancestors();
        for (var passes = 0; passes < 100; passes++)
        {
            var others = Directory.GetDirectories("/proc").Select(Path.GetFileName).Select(name => int.TryParse(name, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
                .Where(pid => pid > 0 && !own.Contains(pid) && FileFacts.Of($"/proc/{pid}")?.Uid == user && StateOf(pid) is { } state && state != 'Z').ToList();
            if (others.Count == 0)
                return;
            foreach (var pid in others)
                _ = Kill(pid, SigKill);
        }
    }

    static HashSet<int> Ancestors()
    {
        HashSet<int> found = [];
        for (var pid = Environment.ProcessId; pid > 0 && found.Add(pid);)
            pid = StatOf(pid) is [_, var parent, ..] && int.TryParse(parent, CultureInfo.InvariantCulture, out var above) ? above : 0;
        return found;
    }

    static char? StateOf(int pid) => StatOf(pid) is [[var state, ..], ..] ? state : null;

    /// <summary>The fields of proc(5)'s stat after the name: the state, the parent, ...; none where it ended.</summary>
    static string[] StatOf(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception ended) when (ended is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    static List<int> Descendants(int pid)
    {
        List<int> found = [];
        Queue<int> open = new([pid]);
        while (open.TryDequeue(out var parent) && found.Count < 100_000)
        {
            foreach (var child in Children(parent))
            {
                found.Add(child);
                open.Enqueue(child);
            }
        }

        return found;
    }

    static IEnumerable<int> Children(int pid)
    {
        try
        {
            return [.. Directory.GetDirectories($"/proc/{pid}/task")
                .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            return []; // it ended meanwhile
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int pid, int signal);
}
