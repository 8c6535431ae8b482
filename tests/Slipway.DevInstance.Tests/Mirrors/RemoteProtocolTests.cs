using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Testing;
using Slipway.DevInstance.Tests.Ssh;
using Slipway.Testing;

namespace Slipway.DevInstance.Tests.Mirrors;

/// <summary>Over ssh and git's own protocol, with the real sshd and git daemon on the other side.</summary>
public sealed class RemoteProtocolTests(MirrorServer mirrors) : IClassFixture<MirrorServer>
{
    [Fact]
    public async Task A_project_is_imported_and_mirrored_over_ssh_with_a_key_and_a_pinned_host_key()
    {
        await using var ssh = await SshServer.StartAsync(mirrors.Server);
        using var from = await OwnProject.CreateAsync(mirrors.Server);
        using var work = await from.SeedAsync();
        var key = await ssh.KeyAsync();
        using var added = await from.Admin.PostAsJsonAsync($"{from.Api}/deploy-keys", new AddSshKey(await File.ReadAllTextAsync(key + ".pub"), Write: true));
        added.IsSuccessStatusCode.ShouldBeTrue(await added.Content.ReadAsStringAsync());
        var place = new RemotePlace(ssh.Url(from), PrivateKey: await File.ReadAllTextAsync(key), HostKey: await ssh.HostLineAsync());

        var to = await mirrors.ImportAsync(place);
        (await mirrors.StateAsync(to, "done")).LastError.ShouldBeNull();
        (await work.RunAsync("ls-remote", from.Url().Replace(from.Path, to, StringComparison.Ordinal))).ShouldBe(await work.RunAsync("ls-remote", from.Url()));

        // Another host's key: nothing is sent there.
        var other = await ssh.KeyAsync();
        var wrong = await mirrors.ImportAsync(place with { HostKey = "127.0.0.1 " + (await File.ReadAllTextAsync(other + ".pub")).Trim() });
        (await mirrors.StateAsync(wrong, "failed")).LastError.ShouldNotBeNull().ShouldContain("Host key verification failed");

        using var own = await OwnProject.CreateAsync(mirrors.Server);
        using var more = await own.SeedAsync();
        using var target = await OwnProject.CreateAsync(mirrors.Server);
        // A deploy key may not push to a protected branch; a user's may what the user may.
        using var granted = await target.Admin.PostAsJsonAsync("/api/v2/users/admin/keys", new AddSshKey(await File.ReadAllTextAsync(other + ".pub")));
        granted.IsSuccessStatusCode.ShouldBeTrue(await granted.Content.ReadAsStringAsync());
        (await own.Admin.PostAsJsonAsync($"{own.Api}/mirrors", place with { Url = ssh.Url(target), PrivateKey = await File.ReadAllTextAsync(other) })).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await mirrors.StateAsync(own.Path, "done")).LastError.ShouldBeNull();
        (await more.RunAsync("ls-remote", target.Url(), "refs/heads/main")).ShouldBe(await more.RunAsync("ls-remote", own.Url(), "refs/heads/main"));
    }

    [Fact]
    public async Task A_repository_is_imported_over_gits_own_protocol()
    {
        using var folder = new TempFolder();
        using var work = await WorkFolder.InitAsync();
        await work.CommitAsync("a", "a");
        await Tool.RunAsync("git", "clone", "--quiet", "--bare", work.Path, folder["public.git"]);
        var port = FreePort();
        using var daemon = Process.Start(new ProcessStartInfo("git", ["daemon", "--listen=127.0.0.1", $"--port={port}", "--export-all", $"--base-path={folder.Path}", "--reuseaddr"]))!;
        try
        {
            await AnswersAsync(port);
            var to = await mirrors.ImportAsync(new RemotePlace($"git://127.0.0.1:{port}/public.git"));
            (await mirrors.StateAsync(to, "done")).LastError.ShouldBeNull();
            var ours = await work.RunAsync("ls-remote", $"{mirrors.Server.Url.Replace("://", $"://any:{mirrors.Server.Token}@", StringComparison.Ordinal)}/{to}.git", "refs/heads/main");
            ours.ShouldStartWith((await work.RunAsync("rev-parse", "main")).Trim());
        }
        finally
        {
            daemon.Kill(entireProcessTree: true);
            await daemon.WaitForExitAsync();
        }
    }

    static async Task AnswersAsync(int port)
    {
        for (var i = 0; i < 500; i++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
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
