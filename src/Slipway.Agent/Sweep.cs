using Slipway.Agent.Configuration;
using Slipway.Agent.Processes;

namespace Slipway.Agent;

/// <summary>Holds the builds folder for this process alone, and removes what an earlier one left and what nobody uses any more.</summary>
sealed class Sweep : IDisposable
{
    readonly FileStream _held;

    Sweep(FileStream held) => _held = held;

    /// <exception cref="Failure">Another runner uses the folder.</exception>
    public static Sweep Hold(RunnerConfig config, TimeProvider time)
    {
        Directory.CreateDirectory(config.BuildsFolder, Folder.OwnerOnly);
        Directory.CreateDirectory(config.CacheFolder, Folder.OwnerOnly);
        FileStream held;
        try
        {
            held = new FileStream(Path.Combine(config.BuildsFolder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new Failure($"Another runner uses {config.BuildsFolder}.", "Give each runner a buildsFolder of its own.");
        }

        var oldest = time.GetUtcNow().UtcDateTime - TimeSpan.FromDays(config.KeepDays);
        foreach (var slot in Directory.GetDirectories(config.BuildsFolder, "slot-*"))
        {
            foreach (var left in Directory.GetDirectories(slot, "job-*").Concat(Directory.GetDirectories(slot, "project-*").Where(kept => Directory.GetLastWriteTimeUtc(kept) < oldest)))
                Folder.Delete(left);
        }

        foreach (var cache in Directory.GetFiles(config.CacheFolder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".zip", StringComparison.Ordinal) || File.GetLastWriteTimeUtc(file) < oldest))
            File.Delete(cache);
        return new Sweep(held);
    }

    public void Dispose() => _held.Dispose();
}
