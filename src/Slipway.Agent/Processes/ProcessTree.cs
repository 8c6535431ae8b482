using System.Globalization;
using System.Runtime.InteropServices;

namespace Slipway.Agent.Processes;

/// <summary>Signals for processes and all that came of them.</summary>
static partial class ProcessTree
{
    const int Terminate = 15;

    /// <summary>Asks every descendant of a process, but not the process itself, to end.</summary>
    public static void TerminateBelow(int pid)
    {
        foreach (var child in Descendants(pid))
            _ = Kill(child, Terminate);
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
