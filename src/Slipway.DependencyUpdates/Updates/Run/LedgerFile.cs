using Slipway.DependencyUpdates.Verification.Ledgers;

namespace Slipway.DependencyUpdates.Updates.Run;

/// <summary>The ledger on disk: one file, written whole beside and then moved; what two runs wrote at the same time is merged.</summary>
public static class LedgerFile
{
    const string Name = "first-sights.tsv";

    public static Ledger Read(string folder, out IReadOnlyList<string> faults)
    {
        var path = Path.Combine(folder, Name);
        return Ledger.Read(File.Exists(path) ? File.ReadAllText(path) : "", out faults);
    }

    /// <param name="accepted">Entries were taken out on purpose: what is on disk is not merged back.</param>
    /// <exception cref="IOException">Another run holds the file for too long, or it cannot be written.</exception>
    public static async Task WriteAsync(string folder, Ledger ledger, bool accepted, TimeProvider time, CancellationToken ct)
    {
        if (!ledger.IsChanged) return;
        if (!Directory.Exists(folder)) Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var path = Path.Combine(folder, Name);
        await using var hold = await HoldAsync(Path.Combine(folder, ".lock"), time, ct);
        var text = ledger.Write();
        // Of what two runs saw first, the earlier sight counts: the lines of both, read again.
        if (!accepted && File.Exists(path)) text = Ledger.Read(await File.ReadAllTextAsync(path, ct) + "\n" + text, out _).Write();
        var written = $"{path}.{Environment.ProcessId}";
        await File.WriteAllTextAsync(written, text, ct);
        File.Move(written, path, overwrite: true);
    }

    static async Task<FileStream> HoldAsync(string path, TimeProvider time, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < 100)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), time, ct);
            }
        }
    }
}
