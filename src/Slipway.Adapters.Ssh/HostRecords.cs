using System.Text;

namespace Slipway.Adapters.Ssh;

/// <summary>
/// Which machine was put on which host, written down before the host is asked: a file for each machine, named by it. A host that does not answer then
/// neither hides its machine nor gets a second one, and does not stop the others.
/// </summary>
sealed class HostRecords(string folder)
{
    const int Largest = 4096;
    readonly Lock gate = new();

    public IReadOnlyList<HostRecord> All()
    {
        lock (gate)
        {
            return Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "m*").Select(Read).OfType<HostRecord>()] : [];
        }
    }

    public HostRecord? Of(string machineId)
    {
        lock (gate)
        {
            return Read(PathOf(machineId));
        }
    }

    /// <summary>Takes the host for the machine; false where another machine has it by now.</summary>
    public bool TryTake(HostRecord record)
    {
        lock (gate)
        {
            if (All().Any(other => other.Host == record.Host && other.MachineId != record.MachineId))
                return false;
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var fresh = Path.Combine(folder, $".{record.MachineId}");
            using (var stream = File.Create(fresh))
            {
                stream.Write(Encoding.UTF8.GetBytes($"{record.Instance}\n{record.Host}\n{record.Pool}\n"));
                stream.Flush(flushToDisk: true);
            }

            File.Move(fresh, PathOf(record.MachineId), overwrite: true);
            return true;
        }
    }

    public void Drop(string machineId)
    {
        lock (gate)
        {
            if (Directory.Exists(folder))
                File.Delete(PathOf(machineId));
        }
    }

    string PathOf(string machineId) => machineId.All(char.IsAsciiLetterOrDigit) && machineId is ['m', ..] ? Path.Combine(folder, machineId) : throw new ArgumentException($"'{machineId}' is no machine's id", nameof(machineId));

    static HostRecord? Read(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length > Largest)
            return null;
        return File.ReadAllText(path).Split('\n') is [var instance, var host, var pool, ..] && SshHost.Parse(host) is { } parsed ? new HostRecord(Path.GetFileName(path), instance, parsed, pool) : null;
    }
}

sealed record HostRecord(string MachineId, string Instance, SshHost Host, string Pool);
