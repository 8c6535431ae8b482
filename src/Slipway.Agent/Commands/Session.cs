using System.CommandLine;
using Slipway.Agent.Configuration;
using Slipway.Agent.Executors;
using Slipway.Agent.Jobs;
using Slipway.Agent.Protocol;

namespace Slipway.Agent.Commands;

/// <summary>What the commands share.</summary>
static class Session
{
    public static Option<string?> Config { get; } = new("--config")
    {
        Description = $"The runner's configuration; else SLIPWAY_RUNNER_CONFIG, else {ConfigFile.DefaultPath}",
        Recursive = true,
        HelpName = "FILE",
    };

    public static string ConfigPath(ParseResult parsed) => parsed.GetValue(Config) ?? ConfigFile.DefaultPath;

    public static Func<ParseResult, CancellationToken, Task<int>> Run(Func<ParseResult, CancellationToken, Task> command) => async (parsed, ct) =>
    {
        try
        {
            await command(parsed, ct);
            return 0;
        }
        catch (Failure failure)
        {
            return Tell(failure.Message, failure.Remedy, failure.ExitCode);
        }
        catch (HttpRequestException refused)
        {
            return Tell(refused.Message, refused.StatusCode is null ? "Check the URL, and that the server runs." : null, 1);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
        {
            return Tell(fault.Message, null, 1);
        }
    };

    public static RunnerApi Api(RunnerConfig config, RunnerFeatures features, TimeProvider time) => Api(config.Url, config.Name, config.Executor, features, time);

    public static RunnerApi Api(string url, string name, string executor, RunnerFeatures features, TimeProvider time) => new(
        new Uri(url), new RunnerInfo("slipway-runner", ThisRunner.Version, "slipway", "linux", ThisRunner.Architecture, executor == "container" ? "docker" : executor, "bash", features), time);

    static int Tell(string what, string? remedy, int exit)
    {
        Console.Error.WriteLine($"slipway-runner: {what}");
        if (remedy is not null)
            Console.Error.WriteLine($"  {remedy}");
        return exit;
    }
}
