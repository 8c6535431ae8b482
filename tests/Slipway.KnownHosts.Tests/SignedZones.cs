using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Slipway.Testing;

namespace Slipway.KnownHosts.Tests;

/// <summary>A real named with a signed root and a zone "test." below it, signed or not.</summary>
public sealed class SignedZones : IAsyncDisposable
{
    readonly TempFolder folder = new();
    readonly int port = FreePort();
    Process? process;

    public string Resolver => $"127.0.0.1:{port}";

    /// <summary>The root's key, as a DS record.</summary>
    public string Anchor { get; private set; } = "";

    /// <param name="records">Of the zone test.</param>
    /// <param name="algorithm">Of its keys; null: it is not signed.</param>
    /// <param name="more">Options of dnssec-signzone: when it ends.</param>
    public async Task StartAsync(string records, string? algorithm, params string[] more)
    {
        await System.IO.File.WriteAllTextAsync(folder["test.zone"], $"$ORIGIN test.\n$TTL 300\n@ SOA ns.test. a.test. 1 2 3 4 5\n@ NS ns.test.\nns A 127.0.0.1\n{records}\n");
        var ds = "";
        if (algorithm is not null)
        {
            await SignAsync("test.", "test.zone", algorithm, more);
            ds = await System.IO.File.ReadAllTextAsync(folder["dsset-test."]);
        }

        await System.IO.File.WriteAllTextAsync(folder["root.zone"], $"$TTL 300\n. SOA ns.test. a.test. 1 2 3 4 5\n. NS ns.test.\ntest. NS ns.test.\nns.test. A 127.0.0.1\n{ds}\n");
        await SignAsync(".", "root.zone", "ECDSAP256SHA256");
        Anchor = (await System.IO.File.ReadAllLinesAsync(folder["dsset-."]))[0];
        await RunAsync(algorithm is null ? "test.zone" : "test.zone.signed");
    }

    /// <summary>Serves another file of the zone.</summary>
    public async Task RunAsync(string zone)
    {
        await StopAsync();
        await System.IO.File.WriteAllTextAsync(folder["named.conf"], $$"""
            options { directory "{{folder.Path}}"; listen-on port {{port}} { 127.0.0.1; }; listen-on-v6 { none; }; recursion no; pid-file none; session-keyfile none; dnssec-validation no; };
            controls { };
            zone "." { type primary; file "root.zone.signed"; };
            zone "test." { type primary; file "{{zone}}"; };
            """);
        process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec /usr/sbin/named -g -c \"$0\" 2> \"$1\"", folder["named.conf"], folder["log"]]) { UseShellExecute = false })!;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(20);)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                if ((await System.IO.File.ReadAllTextAsync(folder["log"])).Contains("all zones loaded", StringComparison.Ordinal))
                {
                    return;
                }
            }
            catch (SocketException)
            {
            }

            await Task.Delay(20);
        }

        throw new InvalidOperationException(await System.IO.File.ReadAllTextAsync(folder["log"]));
    }

    /// <summary>Changes the signed zone behind its signatures.</summary>
    public async Task TamperAsync(string from, string to)
    {
        var text = await System.IO.File.ReadAllTextAsync(folder["test.zone.signed"]);
        text.ShouldContain(from);
        await System.IO.File.WriteAllTextAsync(folder["test.zone.tampered"], text.Replace(from, to, StringComparison.Ordinal));
        await RunAsync("test.zone.tampered");
    }

    async Task SignAsync(string zone, string file, string algorithm, params string[] more)
    {
        foreach (var kind in (string[][])[["-f", "KSK"], []])
        {
            await Tool.RunAsync("dnssec-keygen", ["-q", "-K", folder.Path, "-a", algorithm, .. algorithm.StartsWith("RSA", StringComparison.Ordinal) ? (string[])["-b", "2048"] : [], .. kind, zone]);
        }

        await Tool.RunAsync("dnssec-signzone", ["-q", "-P", "-S", "-O", "full", "-K", folder.Path, "-d", folder.Path, "-o", zone, .. more, "-f", folder[file + ".signed"], folder[file]]);
    }

    async Task StopAsync()
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
