using System.CommandLine;
using Slipway.DependencyUpdates.Configuration.Tools;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Updates.Run;

namespace Slipway.Cli.Deps;

/// <summary>The options that all of <c>slipway deps</c> has, and what the environment says.</summary>
static class DepsOptions
{
    /// <summary>For each datasource, <c>SLIPWAY_REGISTRY_NPM</c> and so on.</summary>
    const string RegistryPrefix = "SLIPWAY_REGISTRY_";

    public static Argument<string> Folder { get; } = new("FOLDER") { Description = "The project; the current folder without it", DefaultValueFactory = _ => ".", Arity = ArgumentArity.ZeroOrOne };

    public static Option<string?> State { get; } = new("--state") { Description = "Where first sights and answers are kept; else SLIPWAY_DEPS_STATE, else the user's cache folder", HelpName = "FOLDER" };

    public static Option<int> Timeout { get; } = new("--timeout") { Description = "Seconds for one source with all its pages", DefaultValueFactory = _ => 60, HelpName = "SECONDS" };

    public static Option<bool> Embargoed { get; } = new("--embargoed") { Description = "Tell what has known vulnerabilities, and with update --write make the fixes: only where nobody else reads along" };

    public static Option<int> MaxAge { get; } = new("--max-age") { Description = "Minutes for which an answer of an earlier run is taken without asking again", DefaultValueFactory = _ => 0, HelpName = "MINUTES" };

    public static RunOptions Read(ParseResult parsed)
    {
        var seconds = parsed.GetValue(Timeout);
        if (seconds is < 1 or > 3600) throw new Failure(ExitCode.Usage, $"--timeout {seconds} is no time.", "Write seconds from 1 to 3600.");
        var registries = Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name.StartsWith(RegistryPrefix, StringComparison.Ordinal))
            .ToDictionary(name => name[RegistryPrefix.Length..].ToLowerInvariant().Replace('_', '-'), name => Environment.GetEnvironmentVariable(name)!, StringComparer.Ordinal);
        var tools = ToolRegistries.Read(Environment.GetEnvironmentVariable, ToolRegistries.OpenFile);
        var age = parsed.GetValue(MaxAge);
        if (age is < 0 or > 1440) throw new Failure(ExitCode.Usage, $"--max-age {age} is no time.", "Write minutes from 0 to 1440.");
        var sources = new SourceOptions { LookupTimeout = TimeSpan.FromSeconds(seconds), FreshFor = TimeSpan.FromMinutes(age), Credentials = [.. Credentials(), .. tools.Credentials], PrivateModules = tools.PrivateModules };
        return new(StateFolder(parsed), sources) { Registries = registries.Concat(tools.Registries.Where(one => !registries.ContainsKey(one.Key))).ToDictionary(StringComparer.Ordinal) };
    }

    public static string StateFolder(ParseResult parsed) => parsed.GetValue(State) ?? Environment.GetEnvironmentVariable("SLIPWAY_DEPS_STATE") ?? Path.Combine(Cache(), "slipway", "deps");

    /// <summary><c>SLIPWAY_DEPS_CREDENTIALS</c>: lines of <c>host header value</c>, for registries and forges that want a token.</summary>
    static List<SourceCredential> Credentials()
    {
        var found = new List<SourceCredential>();
        foreach (var line in (Environment.GetEnvironmentVariable("SLIPWAY_DEPS_CREDENTIALS") ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length != 3) throw new Failure(ExitCode.Usage, "A line of SLIPWAY_DEPS_CREDENTIALS is not understood.", "Write: HOST HEADER VALUE, as in git.example.org PRIVATE-TOKEN …");
            found.Add(new(words[0], words[1].TrimEnd(':'), words[2]));
        }

        return found;
    }

    static string Cache() => Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
}
