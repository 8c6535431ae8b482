using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Slipway.Testing;

/// <summary>The real server as a process of its own, on a free port of loopback, with its data in a folder that is gone afterwards.</summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    readonly TempFolder folder = new();
    readonly int port = FreePort();
    readonly List<string> arguments;
    IReadOnlyDictionary<string, string?> environment = new Dictionary<string, string?>();
    Process? process;

    ServerProcess(IEnumerable<string> arguments) => this.arguments = [.. arguments];

    public string Url => $"http://127.0.0.1:{port}";

    public string Data { get; private set; } = "";

    /// <summary>The admin token of the first start.</summary>
    public string Token { get; private set; } = "";

    public int ProcessId => process!.Id;

    /// <summary>What it wrote, both streams.</summary>
    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    string LogFile => folder["server.log"];

    /// <param name="data">A folder to use, or null for one that is deleted with this.</param>
    /// <param name="arguments">More of the server's options: <c>--Uploads:MaxFileBytes=1000</c>.</param>
    public static Task<ServerProcess> StartAsync(string? data = null, params string[] arguments) =>
        StartAsync(data, new Dictionary<string, string?>(), arguments);

    /// <param name="environment">Variables of the server's own: a false clock.</param>
    public static async Task<ServerProcess> StartAsync(string? data, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var server = new ServerProcess(arguments) { environment = environment };
        server.Data = data ?? server.folder["data"];
        await server.StartAgainAsync();
        server.Token = TokenPattern().Match(server.Log).Value;
        return server;
    }

    public HttpClient Client(string? token = "")
    {
        var client = new HttpClient { BaseAddress = new Uri(Url) };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Length == 0 ? Token : token);
        }

        return client;
    }

    /// <summary>Starts on the same data and port; gives back when it answers.</summary>
    public Task StartAgainAsync()
    {
        process = Launch();
        return AnsweredAsync(process);
    }

    /// <summary>An upgrade: a second server waits on the same data and port while the first one is told to end (SIGTERM); gives back when the second answers.</summary>
    /// <returns>How the first one ended.</returns>
    public async Task<int> HandOverAsync()
    {
        var (old, next) = (process!, Launch("--take-over", "60"));
        await Task.Delay(1000); // it is up by then, and waits
        if (next.HasExited)
        {
            throw new InvalidOperationException($"The second server does not wait:\n{Log}");
        }

        await Tool.RunAsync("kill", "-TERM", old.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await old.WaitForExitAsync();
        var exit = old.ExitCode;
        old.Dispose();
        process = next;
        await AnsweredAsync(next);
        return exit;
    }

    Process Launch(params string[] more)
    {
        var command = $"exec \"$0\" \"$@\" >> '{LogFile}' 2>&1";
        var start = new ProcessStartInfo("/bin/sh", ["-c", command, Build.Server, "--data", Data, "--urls", Url, .. arguments, .. more]) { UseShellExecute = false };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    async Task AnsweredAsync(Process process)
    {
        using var client = new HttpClient();
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if ((await client.GetAsync(new Uri(Url + "/health"))).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!process.HasExited && watch.Elapsed < TimeSpan.FromMinutes(1))
            {
                await Task.Delay(20);
                continue;
            }

            throw new InvalidOperationException($"The server did not start:\n{Log}");
        }
    }

    /// <summary>kill -9, and waits until it is gone.</summary>
    public void Kill()
    {
        process!.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        folder.Dispose();
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("slp_[0-9a-f]{48}", RegexOptions.NonBacktracking)]
    private static partial Regex TokenPattern();
}
