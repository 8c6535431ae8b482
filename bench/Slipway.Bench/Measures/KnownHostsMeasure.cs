using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Slipway.Bench.Measures;

/// <summary>500 hosts with three types of keys, asked by <c>ssh-keyscan</c> and by <c>slipway known-hosts scan</c>, in turn. Only ours checks that the host has the keys.</summary>
static class KnownHostsMeasure
{
    const string Types = "ed25519,ecdsa,rsa";

    public static async Task RunAsync(Workspace workspace, Report report)
    {
        var (hosts, rounds) = workspace.Sizes == Sizes.Quick ? (50, 3) : (500, 3);
        var folder = workspace.Make("sshd");
        foreach (var type in Types.Split(','))
            await Command.RunAsync("ssh-keygen", "-q", "-N", "", "-t", type, "-f", Path.Combine(folder, type));
        var port = FreePort();
        string[] addresses = [.. Enumerable.Range(0, hosts).Select(i => $"127.1.{1 + (i / 250)}.{1 + (i % 250)}")];
        await File.WriteAllLinesAsync(Path.Combine(folder, "hosts"), addresses);
        // As it comes, sshd and ssh-keyscan agree on an exchange against quantum computers, which costs ssh-keyscan most of its time.
        foreach (var (name, exchanges) in ((string, string)[])[("sshd as it comes", ""), ("sshd without sntrup761", "KexAlgorithms curve25519-sha256,ecdh-sha2-nistp256")])
        {
            await ContestAsync(workspace, report, folder, addresses, port, rounds, name, exchanges);
        }
    }

    static async Task ContestAsync(Workspace workspace, Report report, string folder, string[] addresses, int port, int rounds, string name, string exchanges)
    {
        using var server = await StartAsync(folder, port, exchanges);
        try
        {
            var (ours, peer) = (new Times(), new Times());
            string[] named = [.. addresses.Select(address => $"{address}:{port}")];
            for (var round = 0; round < rounds; round++)
            {
                await peer.AddAsync(async () => Count(await Command.RunAsync("ssh-keyscan", "-T", "60", "-p", $"{port}", "-t", Types, "-f", Path.Combine(folder, "hosts")), addresses.Length));
                await ours.AddAsync(async () => Count(await Command.RunAsync(workspace.Cli, ["known-hosts", "scan", "-T", "60", "-t", Types, "--file", Path.Combine(folder, "none"), .. named]), addresses.Length));
            }

            Report.Table(
                $"{addresses.Length} hosts, three types of keys, {name}", ["what", "seconds", "the keys are proven"],
                [["ssh-keyscan -t " + Types, peer.Format("0.00"), "no"], ["slipway known-hosts scan", ours.Format("0.00"), "yes"]]);
            report.AtMost($"knownhosts, {name}: against ssh-keyscan on the same hosts, times", ours.Median / peer.Median, 1);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
        }
    }

    static void Count(string output, int hosts)
    {
        var keys = output.Split('\n').Count(line => line.Length > 0 && line[0] != '#');
        if (keys != 3 * hosts) throw new InvalidOperationException($"{keys} keys were seen, and there are {3 * hosts}.");
    }

    /// <summary>One sshd on all addresses of loopback, each of which is a host to whoever asks.</summary>
    static async Task<Process> StartAsync(string folder, int port, string exchanges)
    {
        Directory.CreateDirectory("/run/sshd");
        var config = Path.Combine(folder, "sshd_config");
        string[] keys = [.. Types.Split(',').Select(type => $"HostKey {Path.Combine(folder, type)}")];
        await File.WriteAllLinesAsync(config, ["ListenAddress 0.0.0.0", $"Port {port}", "PidFile none", "UsePAM no", "StrictModes no", "MaxStartups 5000", "LoginGraceTime 60", exchanges, .. keys]);
        var server = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec /usr/sbin/sshd -D -e -f \"$0\" 2> /dev/null", config]) { UseShellExecute = false })!;
        for (var tries = 0; tries < 200; tries++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                break;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        return server;
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
