using Slipway.Testing;

namespace Slipway.Cli.Tests;

/// <summary>The built program, a server to talk to, and a folder with its configuration and packages.</summary>
public sealed class Cli : IAsyncDisposable
{
    Cli(FakeServer server) => Server = server;

    public static string Program { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Slipway.Cli", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "slipway"));

    public FakeServer Server { get; }

    public TempFolder Folder { get; } = new();

    public Dictionary<string, string?> Environment { get; } = [];

    public static async Task<Cli> StartAsync()
    {
        var cli = new Cli(await FakeServer.StartAsync());
        cli.Environment["XDG_CONFIG_HOME"] = cli.Folder["config"];
        cli.Environment["SLIPWAY_URL"] = cli.Server.Url;
        cli.Environment["SLIPWAY_TOKEN"] = FakeServer.Token;
        return cli;
    }

    public Task<ToolResult> RunAsync(params string[] arguments) => RunWithInputAsync("", arguments);

    public async Task<ToolResult> RunWithInputAsync(string input, params string[] arguments)
    {
        var result = await Tool.TryAsync(new ToolCall(Program, arguments) { Environment = Environment, Input = input, WorkingDirectory = Folder.Path, Limit = TimeSpan.FromSeconds(25) });
        (result.Output + result.Error).ShouldNotContain(FakeServer.Token);
        (result.Output + result.Error).ShouldNotContain("   at ");
        return result;
    }

    public string Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Folder[name])!);
        File.WriteAllText(Folder[name], content);
        return Folder[name];
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Folder.Dispose();
    }
}
