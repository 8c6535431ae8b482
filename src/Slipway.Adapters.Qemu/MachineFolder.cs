using System.Globalization;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Qemu;

/// <summary>
/// What a virtual machine is on this host: a folder with its disk, its seed, its console, and its process's number. The facts are written, whole,
/// before anything else is made, and go last. So a folder without facts is nobody's, and one with facts is always found.
/// </summary>
sealed class MachineFolder(string root, string machineId)
{
    public string Id => machineId;

    public string Path { get; } = System.IO.Path.Combine(root, machineId);

    public string Disk => In("disk.qcow2");

    /// <summary>The files of the NoCloud seed.</summary>
    public string Seed => In("seed");

    public string Console => In("console");

    public string PidFile => In("pid");

    public string Errors => In("errors");

    string Facts => In("facts");

    string RemovingMark => In("removing");

    public bool IsThere => File.Exists(Facts);

    public bool IsRemoving => File.Exists(RemovingMark);

    public static IReadOnlyList<MachineFolder> All(string root) => Directory.Exists(root)
        ? [.. Directory.GetDirectories(root).Select(path => new MachineFolder(root, System.IO.Path.GetFileName(path))).Where(folder => folder.IsThere)]
        : [];

    public void Create(InstanceId instance, string pool, DateTimeOffset now)
    {
        Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(Facts + ".new", string.Create(CultureInfo.InvariantCulture, $"{instance}\n{pool}\n{now.ToUnixTimeSeconds()}\n"));
        File.Move(Facts + ".new", Facts, overwrite: true);
    }

    /// <summary>Whose it is, of which pool, and since when; null where it is gone meanwhile.</summary>
    public (string Instance, string Pool, DateTimeOffset MadeAt)? Read()
    {
        try
        {
            return File.ReadAllText(Facts).Split('\n') is [var instance, var pool, var made, ..] && long.TryParse(made, CultureInfo.InvariantCulture, out var seconds)
                ? (instance, pool, DateTimeOffset.FromUnixTimeSeconds(seconds))
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void MarkRemoving() => File.WriteAllText(RemovingMark, "");

    public void Delete()
    {
        foreach (var path in Directory.GetFileSystemEntries(Path).Where(path => path != Facts && path != RemovingMark))
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
        }

        Directory.Delete(Path, recursive: true);
    }

    string In(string name) => System.IO.Path.Combine(Path, name);
}
