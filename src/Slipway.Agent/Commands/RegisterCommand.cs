using System.CommandLine;
using System.Security.Cryptography;
using Slipway.Agent.Configuration;
using Slipway.Agent.Protocol;

namespace Slipway.Agent.Commands;

/// <summary>Makes this machine known to a coordinator, and writes the configuration.</summary>
static class RegisterCommand
{
    static readonly Option<string> s_url = new("--url") { Description = "The coordinator: https://gitlab.example.org", Required = true, HelpName = "URL" };
    static readonly Option<string?> s_token = new("--token") { Description = "A runner's token (glrt-...), or a registration token. Others on this machine can see it while the command runs; else SLIPWAY_RUNNER_TOKEN or --token-stdin", HelpName = "TOKEN" };
    static readonly Option<bool> s_stdin = new("--token-stdin") { Description = "Read the token from standard input" };
    static readonly Option<string> s_name = new("--name") { Description = "What the runner is called", DefaultValueFactory = _ => Environment.MachineName };
    static readonly Option<string> s_executor = new("--executor") { Description = "shell or container", DefaultValueFactory = _ => "shell" };
    static readonly Option<int> s_concurrent = new("--concurrent") { Description = "How many jobs run at once", DefaultValueFactory = _ => 1 };
    static readonly Option<string?> s_builds = new("--builds-folder") { Description = $"Where work trees are kept; else {ConfigFile.DefaultData}/builds" };
    static readonly Option<string?> s_cache = new("--cache-folder") { Description = $"Where caches are kept; else {ConfigFile.DefaultData}/cache" };
    static readonly Option<string?> s_image = new("--image") { Description = "For jobs that name no image (executor container)" };
    static readonly Option<string> s_socket = new("--socket") { Description = "The container engine's socket", DefaultValueFactory = _ => new ContainerConfig().Socket };
    static readonly Option<string?> s_tags = new("--tags") { Description = "Which jobs it takes: a,b (registration token only)" };
    static readonly Option<bool> s_untagged = new("--run-untagged") { Description = "Take jobs without tags as well (registration token only)" };

    public static Command Create()
    {
        var command = new Command("register", "Make this machine a runner, and write its configuration")
        {
            s_url, s_token, s_stdin, s_name, s_executor, s_concurrent, s_builds, s_cache, s_image, s_socket, s_tags, s_untagged,
        };
        command.SetAction(Session.Run(RegisterAsync));
        return command;
    }

    static async Task RegisterAsync(ParseResult parsed, CancellationToken ct)
    {
        var path = Session.ConfigPath(parsed);
        if (File.Exists(path))
            throw new Failure($"{path} is there already.", "Unregister that runner first (slipway runner unregister), or name another file with --config.") { ExitCode = 2 };
        var given = await TokenAsync(parsed, ct);
        var config = new RunnerConfig
        {
            Url = parsed.GetValue(s_url)!.TrimEnd('/'),
            Token = given,
            Name = parsed.GetValue(s_name)!,
            SystemId = "s_" + RandomNumberGenerator.GetHexString(12, lowercase: true),
            Executor = parsed.GetValue(s_executor)!,
            Concurrent = parsed.GetValue(s_concurrent),
            BuildsFolder = Path.GetFullPath(parsed.GetValue(s_builds) ?? Path.Combine(ConfigFile.DefaultData, "builds")),
            CacheFolder = Path.GetFullPath(parsed.GetValue(s_cache) ?? Path.Combine(ConfigFile.DefaultData, "cache")),
            Container = new ContainerConfig { Image = parsed.GetValue(s_image), Socket = parsed.GetValue(s_socket)! },
        };
        if (ConfigCheck.Faults(config) is { Count: > 0 } faults)
            throw new Failure($"This makes no runner: {string.Join("; ", faults)}.") { ExitCode = 2 };

        using var executor = RunCommand.Executor(config, path);
        using var api = Session.Api(config, executor.Features, TimeProvider.System);
        var made = given.StartsWith("glrt-", StringComparison.Ordinal);
        if (made && (parsed.GetValue(s_tags) is not null || parsed.GetValue(s_untagged)))
            throw new Failure("Tags of a runner with a token of its own (glrt-) are set on the server.", "Leave --tags and --run-untagged out.") { ExitCode = 2 };
        config = config with { Token = made ? await VerifiedAsync(api, config, ct) : await RegisteredAsync(api, config, parsed, ct) };
        ConfigFile.Save(path, config);
        Console.WriteLine($"{config.Name} is registered with {config.Url}. Its configuration is {path}; start it: slipway runner run");
    }

    static async Task<string> VerifiedAsync(RunnerApi api, RunnerConfig config, CancellationToken ct) => await api.VerifyAsync(config.Token, config.SystemId, ct) switch
    {
        Verification.Valid { Id: not 0 } => config.Token,
        Verification.Unknown { Why: var why } => throw new Failure($"The coordinator could not be asked about the token: {why}"),
        _ => throw new Failure("The coordinator does not accept this token.", "Make a runner there, and use the token that it shows."),
    };

    static async Task<string> RegisteredAsync(RunnerApi api, RunnerConfig config, ParseResult parsed, CancellationToken ct)
    {
        var tags = parsed.GetValue(s_tags);
        var body = new RegisterBody(config.Token, config.Name, tags, parsed.GetValue(s_untagged) || string.IsNullOrEmpty(tags), false, false, null, null, api.Info);
        return (await api.RegisterAsync(body, ct)).Token is { Length: > 0 } token ? token : throw new Failure("The coordinator registered the runner, but gave it no token.");
    }

    static async Task<string> TokenAsync(ParseResult parsed, CancellationToken ct)
    {
        var token = parsed.GetValue(s_stdin) ? await Console.In.ReadToEndAsync(ct) : parsed.GetValue(s_token) ?? Environment.GetEnvironmentVariable("SLIPWAY_RUNNER_TOKEN");
        return token?.Trim() is { Length: > 0 } given ? given : throw new Failure("No token is given.", "Use --token-stdin, SLIPWAY_RUNNER_TOKEN or --token.") { ExitCode = 2 };
    }
}
