using System.Runtime.InteropServices;
using Slipway.Agent.Configuration;
using Slipway.Agent.Processes;
using Slipway.Agent.Protocol;

namespace Slipway.Agent.Jobs;

/// <summary>What a job's shell exports: the runner's configuration, the job's variables, and what only the runner knows.</summary>
sealed class JobEnvironmentVariables(JobPayload job, JobFolders folders)
{
    public JobVariables Variables { get; private init; } = new([]);

    public static JobEnvironmentVariables Of(JobPayload job, RunnerConfig config, JobFolders folders, int slot, TimeSpan timeout)
    {
        static JobVariable Make(string key, string value) => new() { Key = key, Value = value, Raw = true };
        IEnumerable<JobVariable> all =
        [
            .. config.Environment.Select(pair => new JobVariable { Key = pair.Key, Value = pair.Value }),
            .. job.Variables ?? [],
            Make("CI_SERVER", "yes"),
            Make("CI_BUILDS_DIR", JobFolders.Builds),
            Make("CI_PROJECT_DIR", folders.ProjectDir),
            Make("CI_CONCURRENT_ID", $"{slot}"),
            Make("CI_CONCURRENT_PROJECT_ID", $"{slot}"),
            Make("CI_JOB_TIMEOUT", $"{(long)timeout.TotalSeconds}"),
            Make("CI_RUNNER_VERSION", ThisRunner.Version),
            Make("CI_RUNNER_EXECUTABLE_ARCH", $"linux/{ThisRunner.Architecture}"),
            Make(config.Executor == "container" ? "CI_DISPOSABLE_ENVIRONMENT" : "CI_SHARED_ENVIRONMENT", "true"),
        ];
        return new JobEnvironmentVariables(job, folders) { Variables = new JobVariables(all) };
    }

    /// <summary>Everything that no trace may show.</summary>
    public IReadOnlyList<string> Secrets(string runnerToken) =>
    [
        .. Variables.Secrets,
        runnerToken,
        job.Token,
        .. (job.Credentials ?? []).Select(credential => credential.Password ?? ""),
        .. (job.Dependencies ?? []).Select(dependency => dependency.Token ?? ""),
        Uri.TryCreate(job.GitInfo.RepoUrl, UriKind.Absolute, out var url) ? Uri.UnescapeDataString(url.UserInfo.Split(':', 2)[^1]) : "",
    ];

    /// <summary>Writes the file variables, for the job's user to read.</summary>
    public void WriteFiles(uint? owner, bool open)
    {
        foreach (var variable in Variables.All.Where(variable => variable.File))
        {
            var path = Path.Combine(folders.Files, variable.Key);
            File.WriteAllText(path, variable.Value);
            File.SetUnixFileMode(path, open ? (UnixFileMode)0b110_110_110 : UnixFileMode.UserRead | UnixFileMode.UserWrite);
            if (owner is { } uid)
                FileFacts.SetOwner(path, uid);
        }
    }

    /// <param name="status"><c>running</c>, <c>success</c>, <c>failed</c> or <c>canceled</c>.</param>
    public IEnumerable<KeyValuePair<string, string>> Exports(string status) => Variables.All
        .Select(variable => KeyValuePair.Create(variable.Key, variable.File ? $"{folders.FilesMount}/{variable.Key}" : Variables.ValueOf(variable)))
        .Append(KeyValuePair.Create("CI_JOB_STATUS", status));
}

/// <summary>What this program is.</summary>
static class ThisRunner
{
    public static string Version { get; } = typeof(ThisRunner).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>In Go's names, which the protocol uses.</summary>
    public static string Architecture { get; } = RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.X86 => "386",
        var other => other.ToString().ToLowerInvariant(),
    };
}
