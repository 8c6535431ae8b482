using Slipway.Testing;

namespace Slipway.Formats.Tests.Debian;

/// <summary>
/// Some of Debian's own packages, small and different from each other: downloaded once, kept in the build's output.
/// Needs apt's lists (<c>apt-get update</c>); installs nothing.
/// </summary>
static class DebianPackages
{
    static readonly string[] Names =
    [
        "hello", "bash", "tzdata", "adduser", "zlib1g", "hostname", "libgcc-s1", "netbase", "base-files", "debianutils", "sysvinit-utils",
        "iputils-ping", "ca-certificates", "login", "python3-minimal", "fonts-dejavu-core",
    ];

    public static async Task<string> FolderAsync()
    {
        var folder = Path.Combine(Artifacts(), "test-cache", "debian");
        if (Directory.Exists(folder) && Directory.GetFiles(folder, "*.deb").Length == Names.Length) return folder;
        var fresh = folder + "." + Environment.ProcessId;
        Directory.CreateDirectory(fresh);
        var download = await Tool.TryAsync(new ToolCall("apt-get", ["-qq", "download", .. Names]) { WorkingDirectory = fresh });
        download.ExitCode.ShouldBe(0, download.Error);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.Move(fresh, folder);
        return folder;
    }

    static string Artifacts()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && folder.Name != "artifacts") folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run from the build's artifacts folder.");
    }
}
