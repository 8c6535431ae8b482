using System.Diagnostics;
using System.Globalization;
using Slipway.Platform;

namespace Slipway.DevInstance.Git;

/// <summary>
/// What a server that was killed left in the repositories: git processes that still run there, their lock files, and packs that never
/// became whole. The data folder's lock says that no other server works on them.
/// </summary>
sealed class GitLeftovers(DataFolder data, TimeProvider time)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public async Task ClearAsync(CancellationToken ct)
    {
        // They have lost their clients and soon end by themselves.
        var until = time.GetUtcNow() + Patience;
        while (Running().Any())
        {
            if (time.GetUtcNow() > until)
            {
                Kill();
                until += Patience;
            }

            await Task.Delay(Look, time, ct);
        }

        foreach (var folder in Directory.EnumerateDirectories(data.Repositories, "*.git"))
        {
            Clear(folder);
        }
    }

    static void Clear(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.lock").Concat(Directory.EnumerateFiles(Path.Combine(folder, "refs"), "*.lock", SearchOption.AllDirectories)))
        {
            File.Delete(file);
        }

        foreach (var file in Locks(Path.Combine(folder, "objects", "pack"), SearchOption.TopDirectoryOnly).Concat(Locks(Path.Combine(folder, "objects", "info"), SearchOption.AllDirectories)))
        {
            File.Delete(file);
        }

        foreach (var quarantine in Directory.EnumerateDirectories(Path.Combine(folder, "objects"), "tmp_objdir-*"))
        {
            Directory.Delete(quarantine, recursive: true);
        }

        var packs = Path.Combine(folder, "objects", "pack");
        foreach (var half in Directory.Exists(packs) ? HalfMade.SelectMany(pattern => Directory.EnumerateFiles(packs, pattern)) : [])
        {
            File.Delete(half);
        }
    }

    // A pack's "keep" is receive-pack's while it moves the refs (git-index-pack(1), --keep); nobody else makes one here.
    static readonly string[] HalfMade = ["tmp_*", ".tmp-*", "*.keep"];

    static IEnumerable<string> Locks(string folder, SearchOption depth) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.lock", depth) : [];

    /// <summary>The processes that work in a repository of ours, by <c>/proc/PID/cwd</c> (proc(5)).</summary>
    IEnumerable<int> Running()
    {
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && Target(process)?.StartsWith(data.Repositories + "/", StringComparison.Ordinal) == true)
            {
                yield return id;
            }
        }
    }

    static string? Target(string process)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "cwd")).LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    void Kill()
    {
        foreach (var id in Running())
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
            {
                // It has ended by itself.
            }
        }
    }
}
