using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Slipway.Adapters.Ssh;
using Slipway.Machines.Testing;
using Slipway.Platform;
using Slipway.Platform.Machines;
using Slipway.Testing;

namespace Slipway.Providers.Tests.Hosts;

/// <summary>Hosts: real sshds of loopback, each with a host key, a port and a home of its own, and a key that may log in.</summary>
sealed class HostFarm : ConformancePlace
{
    readonly TempFolder folder = new();
    readonly List<Process> daemons = [];
    readonly List<int> ports = [];
    readonly Dictionary<string, string> more = new(StringComparer.Ordinal);

    public HostFarm(int hosts, params (string Name, string Value)[] more)
    {
        foreach (var (name, value) in more)
        {
            this.more[name] = value;
        }

        Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder["identity"]);
        File.Copy(folder["identity.pub"], folder["authorized_keys"]);
        File.WriteAllText(folder["runner"], "#!/bin/sh\necho \"a runner with $*\"\nsleep 600 & trap 'kill $!; exit' TERM; wait\n");
        File.SetUnixFileMode(folder["runner"], (UnixFileMode)0b111_101_101);
        File.WriteAllText(KnownHosts, "");
        for (var host = 0; host < hosts; host++)
        {
            Add(host);
        }
    }

    public string KnownHosts => folder["known_hosts"];

    public string Data => folder["data"];

    public string Home(int host) => folder[$"home-{host}"];

    public IReadOnlyList<string> Names => [.. ports.Select(port => $"127.0.0.1:{port}")];

    public ProviderSettings Settings
    {
        get
        {
            var values = new Dictionary<string, IReadOnlyList<string>> { ["hosts"] = Names, ["identity"] = [folder["identity"]], ["known-hosts"] = [KnownHosts], ["runner"] = [folder["runner"]] };
            foreach (var (name, value) in more)
            {
                values[name] = [value];
            }

            return new ProviderSettings(values);
        }
    }

    /// <summary>A server's kind anew, as after its restart: only the data folder is the same.</summary>
    public override IMachineProvider Open(InstanceId instance) => new SshProviderKind(new DataFolder(Data)).Open(Settings, instance);

    public override async Task<bool> EndAsync(string machineId)
    {
        var pid = File.ReadAllText(Path.Combine(FolderOf(machineId), "pid")).Split(' ')[0];
        await Tool.RunAsync("kill", "-KILL", pid);
        return true;
    }

    public override async Task<byte[]?> ConfigOfAsync(string machineId)
    {
        var file = Path.Combine(FolderOf(machineId), "slipway-runner.json");
        (File.GetUnixFileMode(file) & (UnixFileMode)0b111_111).ShouldBe(UnixFileMode.None);
        return await File.ReadAllBytesAsync(file);
    }

    public override async Task<string?> VisibleAsync(string machineId) => await File.ReadAllTextAsync(Path.Combine(FolderOf(machineId), "facts")) + await Tool.RunAsync("ps", "axww");

    /// <summary>Ends a host's daemon and all its sessions: the host is gone from the net.</summary>
    public async Task SilenceAsync(int host)
    {
        daemons[host].Kill(entireProcessTree: true);
        await daemons[host].WaitForExitAsync();
    }

    public void Wake(int host) => daemons[host] = Start(host);

    /// <summary>Gives a host another key, as somebody in its place would have.</summary>
    public async Task ChangeKeyAsync(int host)
    {
        await SilenceAsync(host);
        File.Delete(folder[$"key-{host}"]);
        Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder[$"key-{host}"]);
        Wake(host);
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var daemon in daemons)
        {
            daemon.Kill(entireProcessTree: true);
            await daemon.WaitForExitAsync();
            daemon.Dispose();
        }

        folder.Dispose();
        await base.DisposeAsync();
    }

    string FolderOf(string machineId) => Enumerable.Range(0, daemons.Count).Select(host => Path.Combine(Home(host), ".slipway-machine", "machine"))
        .First(path => File.Exists(Path.Combine(path, "facts")) && File.ReadAllText(Path.Combine(path, "facts")).Contains(machineId, StringComparison.Ordinal));

    void Add(int host)
    {
        ports.Add(FreePort());
        Directory.CreateDirectory(Home(host));
        Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder[$"key-{host}"]);
        File.WriteAllText(folder[$"sshd-{host}"], $"""
            Port {ports[host]}
            ListenAddress 127.0.0.1
            HostKey {folder[$"key-{host}"]}
            PidFile none
            AuthorizedKeysFile {folder["authorized_keys"]}
            PasswordAuthentication no
            StrictModes no
            UsePAM no
            MaxStartups 100
            ForceCommand HOME={Home(host)} exec sh -c "$SSH_ORIGINAL_COMMAND"
            """);
        var key = File.ReadAllText(folder[$"key-{host}.pub"]).Split(' ');
        File.AppendAllText(KnownHosts, $"[127.0.0.1]:{ports[host]} {key[0]} {key[1].Trim()}\n");
        daemons.Add(Start(host));
    }

    Process Start(int host)
    {
        Directory.CreateDirectory("/run/sshd");
        var daemon = Process.Start(new ProcessStartInfo("/usr/sbin/sshd", ["-D", "-e", "-f", folder[$"sshd-{host}"]]) { UseShellExecute = false, RedirectStandardError = true })!;
        daemon.BeginErrorReadLine();
        for (var tries = 0; !Answers(ports[host]); tries++)
        {
            (tries < 100 && !daemon.HasExited).ShouldBeTrue("sshd does not start");
            Thread.Sleep(20);
        }

        return daemon;
    }

    static bool Answers(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
