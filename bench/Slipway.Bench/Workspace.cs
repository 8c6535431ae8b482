namespace Slipway.Bench;

/// <summary>A folder under <c>artifacts/</c> for everything large; gone afterwards.</summary>
sealed class Workspace : IDisposable
{
    readonly string root;

    public Workspace(string root, Sizes sizes)
    {
        (this.root, Sizes) = (root, sizes);
        Folder = Path.Combine(root, "artifacts", "bench", $"run-{Environment.ProcessId}");
        Directory.CreateDirectory(Folder);
    }

    public Sizes Sizes { get; }

    public string Folder { get; }

    public string Server => Published("Slipway.Server", "slipway-server");

    public string Cli => Published("Slipway.Cli", "slipway");

    public string Make(string name)
    {
        var folder = Path.Combine(Folder, name);
        Directory.CreateDirectory(folder);
        return folder;
    }

    public void Empty()
    {
        Dispose();
        Directory.CreateDirectory(Folder);
    }

    public void Dispose()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    string Published(string project, string program) => Path.Combine(root, "artifacts", "publish", project, "release_linux-x64", program);
}
