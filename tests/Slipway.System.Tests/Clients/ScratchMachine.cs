using Slipway.Testing;

namespace Slipway.System.Tests.Clients;

/// <summary>This machine, changed at will: an overlay in memory over its root, gone when the script ends. The network is this machine's.</summary>
static class ScratchMachine
{
    const string Enter = """
        mount -t tmpfs tmpfs "$1"
        mkdir "$1/upper" "$1/work" "$1/root"
        mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
        mount -t proc proc "$1/root/proc"
        mount --rbind /dev "$1/root/dev"
        mount -t tmpfs tmpfs "$1/root/tmp"
        exec chroot "$1/root" sh -euc "$2"
        """;

    /// <param name="script">Runs as root, with <c>sh -eu</c>.</param>
    public static async Task<ToolResult> RunAsync(string script)
    {
        using var folder = new TempFolder();
        return await Tool.TryAsync(new ToolCall("unshare", ["--mount", "--propagation", "private", "sh", "-euc", Enter, "sh", folder.Path, script])
        {
            Environment = new Dictionary<string, string?> { ["APT_CONFIG"] = null, ["HOME"] = "/root" },
        });
    }
}
