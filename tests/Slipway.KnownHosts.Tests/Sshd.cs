using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Slipway.Testing;

namespace Slipway.KnownHosts.Tests;

/// <summary>A real sshd on a free port of every address of loopback, with host keys of its own.</summary>
public sealed class Sshd : IAsyncDisposable
{
    readonly TempFolder folder = new();
    Process? process;

    Sshd(int port) => Port = port;

    public int Port { get; }

    public string Folder => folder.Path;

    public HostAddress Host => new("127.0.0.1", Port);

    /// <param name="keys">Types, as for ssh-keygen; the same again makes another key of it.</param>
    public static async Task<Sshd> StartAsync(params string[] keys)
    {
        var sshd = new Sshd(FreePort());
        foreach (var (i, type) in keys.Index())
        {
            await sshd.MakeKeyAsync($"key{i}", type);
        }

        await sshd.RunAsync([.. keys.Select((_, i) => $"key{i}")]);
        return sshd;
    }

    /// <summary>"type base64", as it belongs into known_hosts.</summary>
    public string PublicKey(string name) => string.Join(' ', System.IO.File.ReadAllText(folder[name + ".pub"]).Split(' ')[..2]);

    public Task<string> MakeKeyAsync(string name, string type) => Tool.RunAsync(
        "ssh-keygen", ["-q", "-N", "", "-C", "", "-f", folder[name], .. type switch { "ecdsa" => (string[])["-t", "ecdsa", "-b", "256"], "ecdsa384" => ["-t", "ecdsa", "-b", "384"], "ecdsa521" => ["-t", "ecdsa", "-b", "521"], "rsa" => ["-t", "rsa", "-b", "2048"], _ => ["-t", type] }]);

    /// <summary>Stops the one that runs, and starts it with these keys; <paramref name="more"/> are lines of its configuration.</summary>
    public async Task RunAsync(IReadOnlyList<string> keys, params string[] more)
    {
        await StopAsync();
        Directory.CreateDirectory("/run/sshd");
        string[] lines =
        [
            $"Port {Port}", "ListenAddress 0.0.0.0", "PidFile none", "UsePAM no", "StrictModes no", "MaxStartups 1000", "LoginGraceTime 20", "PermitRootLogin prohibit-password",
            .. keys.Select(name => $"HostKey {folder[name]}"), .. more,
        ];
        await System.IO.File.WriteAllLinesAsync(folder["sshd_config"], lines);
        process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec /usr/sbin/sshd -D -e -f \"$0\" 2>> \"$1\"", folder["sshd_config"], folder["log"]]) { UseShellExecute = false })!;
        for (var watch = Stopwatch.StartNew(); ;)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (watch.Elapsed < TimeSpan.FromSeconds(20) && !process.HasExited)
            {
                await Task.Delay(20);
            }
        }
    }

    public async Task StopAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        folder.Dispose();
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
