using System.Diagnostics;
using System.Text.RegularExpressions;
using Slipway.Testing;

[assembly: AssemblyFixture(typeof(Slipway.Agent.Tests.Container.PodmanEngine))]

namespace Slipway.Agent.Tests.Container;

/// <summary>A real podman with its storage in a folder of the tests' own, answering the Docker Engine API, and images made of this machine's busybox and bash.</summary>
public sealed partial class PodmanEngine : IAsyncLifetime
{
    /// <summary>With bash.</summary>
    public const string Image = "localhost/slipway-test:1";

    /// <summary>With busybox's sh alone, an entrypoint that says so, and a user that is not root.</summary>
    public const string ShImage = "localhost/slipway-test-sh:1";

    /// <summary>A web server on port 8080, a second after its start; <c>MOTD</c> is its page.</summary>
    public const string WebImage = "localhost/group/web:1";

    readonly TempFolder folder = new();
    Process? service;

    public string Socket => folder["engine.sock"];

    /// <summary>Where the engine expects a registry without TLS.</summary>
    public string Registry { get; } = $"127.0.0.1:{FreePort()}";

    Dictionary<string, string?> Environment => new() { ["CONTAINERS_CONF"] = folder["containers.conf"], ["CONTAINERS_REGISTRIES_CONF"] = folder["registries.conf"] };

    string[] Storage => ["--root", folder["storage"], "--runroot", folder["run"]];

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(folder["containers.conf"], $"""
            [containers]
            default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
            [engine]
            cgroup_manager = "cgroupfs"
            runtime = "runc"
            events_logger = "file"
            [network]
            network_config_dir = "{folder["networks"]}"
            """);
        await File.WriteAllTextAsync(folder["registries.conf"], $"[[registry]]\nlocation = \"{Registry}\"\ninsecure = true\n");
        var start = new ProcessStartInfo("podman", [.. Storage, "system", "service", "--time", "0", "unix://" + Socket]) { UseShellExecute = false, RedirectStandardError = true };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        await ImportAsync(Image, bash: true);
        await ImportAsync(ShImage, bash: false, "ENTRYPOINT [\"/entry\"]", "USER 1234:1234");
        await ImportAsync(WebImage, bash: false, "EXPOSE 8080/tcp", "CMD [\"sh\", \"-c\", \"sleep 1; mkdir /www; echo $MOTD > /www/index.html; exec httpd -f -p 8080 -h /www\"]");
        service = Process.Start(start)!;
        for (var tries = 0; !File.Exists(Socket); tries++)
        {
            if (tries > 200 || service.HasExited)
                throw new InvalidOperationException($"podman system service did not start: {await service.StandardError.ReadToEndAsync()}");
            await Task.Delay(50);
        }
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

        await Tool.TryAsync("sh", "-c", $"umount '{folder["storage"]}'/overlay 2>/dev/null; true");
        folder.Dispose();
    }

    static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    async Task ImportAsync(string image, bool bash, params string[] changes)
    {
        var root = folder["root-" + Guid.NewGuid().ToString("n")[..8]];
        foreach (var name in (string[])["bin", "etc", "tmp", "lib64", "usr/bin"])
            Directory.CreateDirectory(Path.Combine(root, name));
        File.SetUnixFileMode(Path.Combine(root, "tmp"), (UnixFileMode)0b001_111_111_111);
        File.Copy("/usr/bin/busybox", Path.Combine(root, "bin/busybox"));
        foreach (var name in (string[])["sh", "cat", "echo", "env", "grep", "head", "hostname", "httpd", "id", "ls", "mkdir", "nc", "ps", "rm", "seq", "setsid", "sleep", "sort", "stat", "test", "touch", "tr", "true", "wc", "wget"])
            File.CreateSymbolicLink(Path.Combine(root, "bin", name), "busybox");
        await File.WriteAllTextAsync(Path.Combine(root, "entry"), "#!/bin/sh\necho the-entrypoint\nexec \"$@\"\n");
        File.SetUnixFileMode(Path.Combine(root, "entry"), (UnixFileMode)0b111_101_101);
        if (bash)
        {
            File.Copy("/bin/bash", Path.Combine(root, "bin/bash"));
            foreach (Match library in LibraryPattern().Matches(await Tool.RunAsync("ldd", "/bin/bash")))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(root + library.Value)!);
                File.Copy(library.Value, root + library.Value);
            }
        }

        await Tool.RunAsync("tar", "-C", root, "-cf", root + ".tar", ".");
        await RunAsync(["import", "--quiet", .. changes.SelectMany(change => new[] { "--change", change }), root + ".tar", image]);
    }

    [GeneratedRegex(@"/\S+\.so[.\d]*", RegexOptions.None, 1000)]
    private static partial Regex LibraryPattern();
}
