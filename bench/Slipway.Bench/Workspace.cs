namespace Slipway.Bench;

/// <summary>A folder under <c>artifacts/</c> for everything large; gone afterwards.</summary>
sealed class Workspace : IDisposable
{
    readonly string whole;

    public Workspace(string root, Sizes sizes)
    {
        (Root, Sizes) = (root, sizes);
        whole = Path.Combine(root, "artifacts", "bench", $"run-{Environment.ProcessId}");
        Folder = whole;
    }

    /// <summary>The sources' root.</summary>
    public string Root { get; }

    public Sizes Sizes { get; }

    public string Folder { get; private set; }

    public string Server => Published("Slipway.Server", "slipway-server");

    public string Cli => Published("Slipway.Cli", "slipway");

    public string Make(string name)
    {
        var folder = Path.Combine(Folder, name);
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>
    /// From now on names are made in a fresh folder. The old one stays until the end: for minutes after thousands of files were deleted,
    /// ext4 passes over their inodes one by one when it makes new files, whoever makes them.
    /// </summary>
    public void Begin(string measure)
    {
        Folder = Path.Combine(whole, measure);
        Directory.CreateDirectory(Folder);
    }

    public void Dispose()
    {
        if (Directory.Exists(whole))
        {
            Directory.Delete(whole, recursive: true);
        }
    }

    string Published(string project, string program) => Path.Combine(Root, "artifacts", "publish", project, "release_linux-x64", program);
}
