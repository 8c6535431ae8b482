namespace Slipway.Agent.Configuration;

/// <summary>All faults of a configuration at once, each with what it is about.</summary>
static class ConfigCheck
{
    static readonly string[] s_policies = ["always", "if-not-present", "never"];

    public static IReadOnlyList<string> Faults(RunnerConfig config)
    {
        List<string> faults = [];
        Need(Uri.TryCreate(config.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https", "url must be an http or https URL");
        Need(config.Token.Length > 0 && !config.Token.Any(char.IsControl), "token is missing");
        Need(config.SystemId.Length > 0, "systemId is missing");
        Need(config.Executor is "shell" or "container", "executor must be \"shell\" or \"container\"");
        Need(config.Concurrent is >= 1 and <= 1000, "concurrent must be 1 to 1000");
        Need(config.Jobs >= 0, "jobs must be 0 or more");
        Need(Path.IsPathRooted(config.BuildsFolder), "buildsFolder must be an absolute path");
        Need(Path.IsPathRooted(config.CacheFolder), "cacheFolder must be an absolute path");
        Need(config.CheckInterval is >= 0.01 and <= 3600, "checkInterval must be 0.01 to 3600 seconds");
        Need(config.OutputLimitKiB is >= 1 and <= 1024 * 1024, "outputLimitKiB must be 1 to 1048576");
        Need(config.UnpackLimitMiB >= 1, "unpackLimitMiB must be at least 1");
        Need(config.GracefulKillSeconds is >= 0 and <= 3600, "gracefulKillSeconds must be 0 to 3600");
        Need(config.KeepDays >= 1, "keepDays must be at least 1");
        Need(config.Environment.Keys.All(Jobs.JobVariables.IsName), "environment has a name that is no variable's");
        Need(config.Shell.FirstUid is >= 1000 and < 4_294_900_000, "shell.firstUid must be 1000 or more");
        Need(config.Shell.ReadOnly.All(Path.IsPathRooted), "shell.readOnly must hold absolute paths");
        Need(config.Shell.Isolation is "sandbox" or "machine", "shell.isolation must be \"sandbox\" or \"machine\"");
        Need(config.Shell.Isolation != "machine" || (config.Executor == "shell" && config.Concurrent == 1 && config.Shell.Network), "shell.isolation \"machine\" is for the executor \"shell\", one job at a time, and can't take the network away");
        Need(config.Shell is { MemoryMiB: >= 0 and < 1L << 40, Cpus: >= 0 and < 100_000, Pids: >= 0 and < 1L << 22 }, "shell's limits must not be negative, or larger than machines are");
        Need(config.Shell.MemoryMiB is 0 or >= 16, "shell.memoryMiB must be 16 at the least: git and a shell need so much");
        Need(config.Shell.Pids is 0 or >= 16, "shell.pids must be 16 at the least: the sandbox and a shell need so many");
        Need(Path.IsPathRooted(config.Container.Socket), "container.socket must be an absolute path");
        Need(config.Container.AuthFile is null || Path.IsPathRooted(config.Container.AuthFile), "container.authFile must be an absolute path");
        Need(config.Container.PullPolicy.Count > 0 && config.Container.PullPolicy.All(s_policies.Contains), "container.pullPolicy must hold always, if-not-present or never");
        Need(config.Container is { MemoryMiB: >= 0, Cpus: >= 0, Pids: >= 0, ServiceWaitSeconds: >= 0 }, "container's limits must not be negative");
        return faults;

        void Need(bool holds, string otherwise)
        {
            if (!holds)
                faults.Add(otherwise);
        }
    }
}
