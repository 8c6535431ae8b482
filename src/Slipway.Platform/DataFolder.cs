namespace Slipway.Platform;

/// <summary>
/// Everything that an instance keeps, under one folder: <c>slipway.db</c> (SQLite), <c>blobs/</c>, <c>staging/</c>,
/// <c>secrets/instance.key</c>, <c>repositories/</c>, <c>git/</c> and <c>upkeep/</c>. The only place that makes these paths.
/// </summary>
public sealed record DataFolder(string Root) : IDisposable
{
    static readonly TimeSpan TakeOverInterval = TimeSpan.FromMilliseconds(20);
    FileStream? held;

    public string Database => Path.Combine(Root, "slipway.db");

    /// <summary>The keys of cookies and forms; without them, people log in again.</summary>
    public string SessionKeys => Path.Combine(Root, "secrets", "sessions");

    /// <summary>The bare git repositories, by the projects' numbers.</summary>
    public string Repositories => Path.Combine(Root, "repositories");

    /// <summary>The configuration and hooks that git runs with.</summary>
    public string Git => Path.Combine(Root, "git");

    /// <summary>What upkeep remembers of a project: first sights, and answers of its sources.</summary>
    public string UpkeepOf(long projectId) => Path.Combine(Root, "upkeep", projectId.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public string InstanceKey => Path.Combine(Root, "secrets", "instance.key");

    /// <summary>Made with mode 0700 where it is not there; absolute from then on.</summary>
    public static DataFolder Open(string path)
    {
        var root = Path.GetFullPath(path);
        Directory.CreateDirectory(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new DataFolder(root);
    }

    /// <summary>
    /// Keeps a second server off: two of them would each publish over the other. The lock goes with the process, however it ends.
    /// </summary>
    /// <param name="patience">How long to wait for the other one's end.</param>
    /// <exception cref="IOException">Another server has it.</exception>
    public async Task HoldAsync(TimeSpan patience, TimeProvider time)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            try
            {
                held = new FileStream(Path.Combine(Root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                return;
            }
            catch (IOException) when (time.GetElapsedTime(since) < patience)
            {
                await Task.Delay(TakeOverInterval, time);
            }
            catch (IOException taken)
            {
                throw new IOException($"Another Slipway server is running on {Root}. Stop it first, choose another --data folder, or take over from it with --take-over SECONDS.", taken);
            }
        }
    }

    public void Dispose() => held?.Dispose();
}
