using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Slipway.Contracts.DevInstance;
using Slipway.Contracts.PackageServer;
using Slipway.DevInstance.Testing;
using Slipway.Testing;

namespace Slipway.DevInstance.Tests.Ssh;

/// <summary>The real sshd on a free port of loopback, configured as docs/ssh.md says, in front of a server.</summary>
public sealed class SshServer : IAsyncDisposable
{
    readonly TempFolder folder = new();
    Process? process;

    public int Port { get; } = FreePort();

    public static async Task<SshServer> StartAsync(ServerProcess server)
    {
        var ssh = new SshServer();
        using var admin = server.Client();
        var token = await (await admin.PostAsJsonAsync("/api/v2/ssh/token", new CreateSshToken("sshd"))).Content.ReadFromJsonAsync<CreatedToken>();
        await File.WriteAllTextAsync(ssh.folder["token"], token!.Value);
        await Tool.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", ssh.folder["host"]);
        await File.WriteAllTextAsync(ssh.folder["config"], $"""
            Port {ssh.Port}
            ListenAddress 127.0.0.1
            HostKey {ssh.folder["host"]}
            PidFile none
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin forced-commands-only
            AuthorizedKeysFile none
            AuthorizedKeysCommand {Build.Cli} ssh-keys --url {server.Url} --token-file {ssh.folder["token"]} %t %k
            AuthorizedKeysCommandUser {System.Environment.UserName}
            AcceptEnv GIT_PROTOCOL
            LogLevel VERBOSE

            """);
        // sshd's own folder, which its package makes only when its service starts.
        Directory.CreateDirectory("/run/sshd");
        ssh.process = Process.Start(new ProcessStartInfo("/usr/sbin/sshd", ["-D", "-f", ssh.folder["config"], "-E", ssh.folder["log"]]))!;
        await ssh.AnswersAsync();
        return ssh;
    }

    public string Log => File.Exists(folder["log"]) ? File.ReadAllText(folder["log"]) : "";

    /// <summary>A new key pair.</summary>
    /// <returns>The private key's file; the public one is beside it.</returns>
    public async Task<string> KeyAsync()
    {
        var file = folder[Guid.NewGuid().ToString("N")];
        await Tool.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "ann@laptop", "-f", file);
        return file;
    }

    /// <summary>Its line of <c>known_hosts</c>.</summary>
    public async Task<string> HostLineAsync() => "127.0.0.1 " + (await File.ReadAllTextAsync(folder["host.pub"])).Trim();

    public string Url(OwnProject project) => $"ssh://{System.Environment.UserName}@127.0.0.1:{Port}/{project.Path}.git";

    /// <summary>What git runs as ssh.</summary>
    public static string Command(string key) => $"ssh -i {key} -F none -o IdentitiesOnly=yes -o IdentityAgent=none -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR";

    public Task<ToolResult> RunAsync(string key, params string[] command) => Tool.TryAsync(
        "ssh", [.. Command(key).Split(' ')[1..], "-p", $"{Port}", $"{System.Environment.UserName}@127.0.0.1", .. command]);

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        folder.Dispose();
    }

    async Task AnswersAsync()
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (!process!.HasExited && watch.Elapsed < TimeSpan.FromSeconds(30))
            {
                await Task.Delay(20);
            }
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
