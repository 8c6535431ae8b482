using System.Diagnostics;

namespace Slipway.Testing;

/// <summary>A real podman with its storage in a folder of its own, answering the Docker Engine API, and two images made of this machine's files.</summary>
public class Podman : IAsyncDisposable
{
    /// <summary>A stand-in for the runner that says hello and sleeps: enough for what the engine does.</summary>
    public const string Image = "localhost/slipway-stand-in:1";

    /// <summary>Empty but for the folders that this machine's system is mounted on, with the real runner.</summary>
    public const string RealImage = "localhost/slipway-machine:1";

    /// <summary>This machine's system in a container of <see cref="RealImage"/>, read-only.</summary>
    public static IReadOnlyList<string> RealMounts { get; } = ["/usr:/usr", "/etc/ssl:/etc/ssl", "/etc/alternatives:/etc/alternatives", $"{Path.GetDirectoryName(Build.Runner)}:/opt/slipway-runner"];

    readonly TempFolder folder = new();
    Process? service;

    public string Socket => folder["engine.sock"];

    Dictionary<string, string?> Environment => new() { ["CONTAINERS_CONF"] = folder["containers.conf"] };

    string[] Storage => ["--root", folder["storage"], "--runroot", folder["run"]];

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(folder["containers.conf"], $"""
            [containers]
            default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
            [engine]
            cgroup_manager = "cgroupfs"
            runtime = "runc"
            events_logger = "file"
            [network]
            network_config_dir = "{folder["networks"]}"
            """);
        await ImportAsync(Image, StandInAsync);
        await ImportAsync(RealImage, RealAsync);
        var start = new ProcessStartInfo("podman", [.. Storage, "system", "service", "--time", "0", "unix://" + Socket]) { UseShellExecute = false, RedirectStandardError = true };
        start.Environment["CONTAINERS_CONF"] = folder["containers.conf"];
        service = Process.Start(start)!;
        for (var tries = 0; !File.Exists(Socket); tries++)
        {
            if (tries > 200 || service.HasExited)
            {
                throw new InvalidOperationException($"podman system service did not start: {await service.StandardError.ReadToEndAsync()}");
            }

            await Task.Delay(50);
        }

        service.BeginErrorReadLine();
    }

    /// <summary>Runs podman on the same storage.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var result = await Tool.TryAsync(new ToolCall("podman", [.. Storage, .. arguments]) { Environment = Environment });
        return result.ExitCode == 0 ? result.Output : throw new InvalidOperationException($"podman {string.Join(' ', arguments)}: {result.Error}");
    }

    public async ValueTask DisposeAsync()
    {
        if (service is not null)
        {
            await RunAsync("rm", "--all", "--force", "--time", "0");
            service.Kill();
            await service.WaitForExitAsync();
            service.Dispose();
        }

        GC.SuppressFinalize(this);
        await Tool.TryAsync("sh", "-c", $"umount '{folder["storage"]}'/overlay 2>/dev/null; true");
        folder.Dispose();
    }

    static async Task StandInAsync(string root)
    {
        File.Copy("/usr/bin/busybox", Path.Combine(root, "bin/busybox"));
        foreach (var name in (string[])["sh", "cat", "echo", "id", "sleep", "stat", "timeout", "env"])
        {
            File.CreateSymbolicLink(Path.Combine(root, "bin", name), "busybox");
        }

        await File.WriteAllTextAsync(Path.Combine(root, "bin/slipway-runner"), "#!/bin/sh\necho \"a runner with $*\"\nsleep 600 & trap 'kill $!; exit' TERM; wait\n");
        File.SetUnixFileMode(Path.Combine(root, "bin/slipway-runner"), (UnixFileMode)0b111_101_101);
    }

    static Task RealAsync(string root)
    {
        Directory.Delete(Path.Combine(root, "bin"));
        foreach (var name in (string[])["usr", "sbin", "opt", "var/lib"])
        {
            Directory.CreateDirectory(Path.Combine(root, name));
        }

        foreach (var name in (string[])["bin", "lib", "lib64"])
        {
            File.CreateSymbolicLink(Path.Combine(root, name), "usr/" + name);
        }

        File.CreateSymbolicLink(Path.Combine(root, "sbin/slipway-runner"), "/opt/slipway-runner/slipway-runner");
        return File.WriteAllTextAsync(Path.Combine(root, "etc/passwd"), "root:x:0:0:root:/root:/bin/bash\n");
    }

    async Task ImportAsync(string image, Func<string, Task> fill)
    {
        var root = folder["root-" + Guid.NewGuid().ToString("n")[..8]];
        foreach (var name in (string[])["bin", "etc", "tmp"])
        {
            Directory.CreateDirectory(Path.Combine(root, name));
        }

        File.SetUnixFileMode(Path.Combine(root, "tmp"), (UnixFileMode)0b001_111_111_111);
        await fill(root);
        await Tool.RunAsync("tar", "-C", root, "-cf", root + ".tar", ".");
        await RunAsync("import", "--quiet", root + ".tar", image);
    }
}
