using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Slipway.Bench;

/// <summary>The server under test, as it is published, on loopback, with fresh data.</summary>
sealed partial class SlipwayServer : IAsyncDisposable
{
    const string Repository = "team/packages";
    readonly Process process;
    readonly string command;
    readonly IReadOnlyDictionary<string, string> environment;

    SlipwayServer(Process process, string command, string url, string token)
    {
        (this.process, this.command) = (process, command);
        environment = new Dictionary<string, string> { ["SLIPWAY_URL"] = url, ["SLIPWAY_TOKEN"] = token };
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = new Uri(url), Timeout = TimeSpan.FromMinutes(10) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Memory = new ServerMemory(process.Id);
    }

    public HttpClient Http { get; }

    public ServerMemory Memory { get; }

    public static async Task<SlipwayServer> StartAsync(Workspace workspace, string name)
    {
        var folder = workspace.Make(name);
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            var url = $"http://{listener.LocalEndpoint}";
            listener.Stop();
            var start = new ProcessStartInfo(workspace.Server, ["--data", Path.Combine(folder, "data"), "--urls", url]) { RedirectStandardOutput = true, UseShellExecute = false };
            var process = Process.Start(start)!;
            string? line;
            do
            {
                line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
            }
            while (!TokenPattern().IsMatch(line));

            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            return new SlipwayServer(process, workspace.Cli, url, TokenPattern().Match(line).Value);
        }
    }

    /// <summary>One push over HTTP.</summary>
    /// <returns>Where the package is downloaded.</returns>
    public async Task<string> PushAsync(string distribution, string file)
    {
        await using var stream = File.OpenRead(file);
        using var part = new StreamContent(stream);
        using var form = new MultipartFormDataContent { { part, "file", Path.GetFileName(file) } };
        using var answer = await Http.PostAsync(new Uri($"/api/v2/repositories/{Repository}/packages/{distribution}", UriKind.Relative), form);
        var body = await answer.Content.ReadAsStringAsync();
        return answer.StatusCode == HttpStatusCode.Created
            ? JsonDocument.Parse(body).RootElement.GetProperty("package").GetProperty("url").GetString()!
            : throw new InvalidOperationException($"The push of {Path.GetFileName(file)} was answered with {(int)answer.StatusCode}: {body}");
    }

    /// <summary>Many pushes, over 64 connections.</summary>
    public Task FillAsync(string distribution, IEnumerable<string> files) =>
        Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (file, _) => await PushAsync(distribution, file));

    /// <summary>One <c>slipway push</c> of the command.</summary>
    public Task PushByCommandAsync(string distribution, params string[] files) =>
        Command.RunAsync(environment, command, ["push", $"{Repository}/{distribution}", .. files]);

    /// <param name="path">Below the repository.</param>
    public Task<string> GetAsync(string path) => Http.GetStringAsync(new Uri($"/{Repository}/{path}", UriKind.Relative));

    public Task<byte[]> DownloadAsync(string path) => Http.GetByteArrayAsync(new Uri($"/{Repository}/{path}", UriKind.Relative));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    [GeneratedRegex("slp_[0-9a-f]{48}", RegexOptions.NonBacktracking)]
    private static partial Regex TokenPattern();
}
