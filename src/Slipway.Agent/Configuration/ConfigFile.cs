using System.Text.Json;

namespace Slipway.Agent.Configuration;

/// <summary>Reads and writes the configuration. It holds a token: only its owner may read it.</summary>
static class ConfigFile
{
    const int Largest = 1024 * 1024;

    public static string DefaultPath => Environment.GetEnvironmentVariable("SLIPWAY_RUNNER_CONFIG") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.IsPrivilegedProcess ? "/etc/slipway" : Path.Combine(Home("XDG_CONFIG_HOME", ".config"), "slipway"), "slipway-runner.json");

    /// <summary>Where builds and caches are kept when nothing else is said.</summary>
    public static string DefaultData => Environment.IsPrivilegedProcess ? "/var/lib/slipway-runner" : Path.Combine(Home("XDG_DATA_HOME", ".local/share"), "slipway-runner");

    public static RunnerConfig Load(string path)
    {
        try
        {
            if (new FileInfo(path).Length > Largest)
                throw new Failure($"{path} is larger than a configuration can be.");
            var config = JsonSerializer.Deserialize(File.ReadAllBytes(path), ConfigJson.Default.RunnerConfig) ?? throw new JsonException("null");
            if (config.Executor == "shell" && Environment.GetEnvironmentVariable("SLIPWAY_RUNNER_ISOLATION") is { Length: > 0 } isolation)
                config = config with { Shell = config.Shell with { Isolation = isolation } };
            if (Environment.GetEnvironmentVariable("SLIPWAY_RUNNER_FOLDER") is { Length: > 0 } folder)
                config = config with { BuildsFolder = Path.Combine(folder, "builds"), CacheFolder = Path.Combine(folder, "cache") };
            var faults = ConfigCheck.Faults(config);
            return faults.Count == 0 ? config : throw new Failure($"{path}: {string.Join("; ", faults)}.", "Correct the file; docs/runner.md says what may stand there.");
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new Failure($"There is no configuration {path}.", "Register this machine first: slipway runner register --url URL --token TOKEN.");
        }
        catch (JsonException wrong)
        {
            throw new Failure($"{path} is not a runner's configuration: {wrong.Message}", "Correct the file; docs/runner.md says what may stand there.");
        }
    }

    /// <summary>Written whole under another name, then renamed: a reader sees the old one or the new one.</summary>
    public static void Save(string path, RunnerConfig config)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var fresh = $"{path}.{Environment.ProcessId}";
        using (var stream = new FileStream(fresh, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
        {
            JsonSerializer.Serialize(stream, config, ConfigJson.Default.RunnerConfig);
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }

    static string Home(string variable, string below) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } home && Path.IsPathRooted(home)
        ? home
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), below);
}
