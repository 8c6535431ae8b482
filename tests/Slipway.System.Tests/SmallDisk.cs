using Slipway.Testing;

namespace Slipway.System.Tests;

/// <summary>A file system of a few megabytes that a test can fill to the last page.</summary>
sealed class SmallDisk : IAsyncDisposable
{
    const int Page = 4096;
    readonly TempFolder folder = new();

    public string Path => folder["disk"];

    string Ballast => folder["disk", "ballast"];

    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        var disk = new SmallDisk();
        Directory.CreateDirectory(disk.Path);
        await Tool.RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.Path);
        return disk;
    }

    /// <summary>Leaves so many pages of room.</summary>
    public async Task FillAsync(int pagesLeft)
    {
        var free = new DriveInfo(Path).AvailableFreeSpace / Page;
        await using var ballast = new FileStream(Ballast, FileMode.Append);
        await ballast.WriteAsync(new byte[Math.Max(0, free - pagesLeft) * Page]);
    }

    public void Empty() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        await Tool.TryAsync("umount", "--lazy", Path);
        folder.Dispose();
    }
}
