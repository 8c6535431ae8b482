using System.Text.Json.Serialization;

namespace Slipway.Agent.Configuration;

/// <summary>The file <c>slipway-runner.json</c>: one runner, its coordinator and how it runs jobs.</summary>
/// <remarks>Settable, not init-only: the generated reader gives init-only properties their type's default where the file is silent.</remarks>
sealed record RunnerConfig
{
    /// <summary>The coordinator's base URL, without <c>/api</c>.</summary>
    public required string Url { get; init; }

    /// <summary>The runner's own token, not a registration token.</summary>
    public required string Token { get; init; }

    public required string Name { get; init; }

    /// <summary>Tells this machine from others with the same token: <c>s_</c> and twelve letters or digits.</summary>
    public required string SystemId { get; init; }

    /// <summary><c>shell</c> or <c>container</c>.</summary>
    public required string Executor { get; init; }

    /// <summary>How many jobs run at once.</summary>
    public int Concurrent { get; set; } = 1;

    /// <summary>After so many jobs the runner ends, and when its token is refused; 0 for one that stays. Machines of pools have it.</summary>
    public int Jobs { get; set; }

    /// <summary>An absolute path. The variable <c>SLIPWAY_RUNNER_FOLDER</c> goes before it and the cache's: who lends a machine has a folder for all that a job leaves.</summary>
    public required string BuildsFolder { get; init; }

    public required string CacheFolder { get; init; }

    /// <summary>More variables for every job; the job's own ones win.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; set; } = new Dictionary<string, string>();

    /// <summary>Seconds between two requests for a job where the coordinator has none.</summary>
    public double CheckInterval { get; set; } = 3;

    /// <summary>How much output of a job is kept, in KiB.</summary>
    public int OutputLimitKiB { get; set; } = 4096;

    /// <summary>How large an artifact or cache may be when unpacked, in MiB.</summary>
    public int UnpackLimitMiB { get; set; } = 20 * 1024;

    /// <summary>How many seconds a job's processes have between SIGTERM and SIGKILL.</summary>
    public int GracefulKillSeconds { get; set; } = 10;

    /// <summary>Work trees and caches that were not used for so many days are removed when the runner starts.</summary>
    public int KeepDays { get; set; } = 30;

    public ShellConfig Shell { get; set; } = new();

    public ContainerConfig Container { get; set; } = new();
}

/// <summary>For the executor <c>shell</c>.</summary>
sealed record ShellConfig
{
    /// <summary>Jobs of slot N run as user <c>FirstUid + N</c>. Used where the runner is root; else jobs run as the runner's user.</summary>
    public uint FirstUid { get; set; } = 1_900_000_000;

    /// <summary>
    /// <c>sandbox</c>: each job sees what bubblewrap shows it. <c>machine</c>: it sees all of this machine, which was made for it (a container, a
    /// pod, where no sandbox can be made). The variable <c>SLIPWAY_RUNNER_ISOLATION</c> goes before it: who makes the machine knows.
    /// </summary>
    public string Isolation { get; set; } = "sandbox";

    /// <summary>Whether jobs reach the network. Fetching the source always does.</summary>
    public bool Network { get; set; } = true;

    /// <summary>For each job, in MiB; 0 for nine tenths of the machine's, which all jobs together never pass.</summary>
    public long MemoryMiB { get; set; }

    /// <summary>For each job, in processors; 0 for no limit.</summary>
    public double Cpus { get; set; }

    /// <summary>Processes of each job, threads counted; 0 for 8192.</summary>
    public long Pids { get; set; }

    /// <summary>More files and folders of this machine that jobs may read.</summary>
    public IReadOnlyList<string> ReadOnly { get; set; } = [];
}

/// <summary>For the executor <c>container</c>.</summary>
sealed record ContainerConfig
{
    /// <summary>The engine's socket: a path.</summary>
    public string Socket { get; set; } = "/var/run/docker.sock";

    /// <summary>For jobs that name no image.</summary>
    public string? Image { get; set; }

    /// <summary><c>always</c>, <c>if-not-present</c> or <c>never</c>, the first one is tried first. A job may choose among these.</summary>
    public IReadOnlyList<string> PullPolicy { get; set; } = ["always"];

    /// <summary>Logins of registries, as docker keeps them; null for the <c>.docker/config.json</c> of the runner's user.</summary>
    public string? AuthFile { get; set; }

    /// <summary>Patterns of images that jobs may use (<c>*</c> stands for anything); empty for all.</summary>
    public IReadOnlyList<string> AllowedImages { get; set; } = [];

    /// <summary>For each container, in MiB; 0 for nine tenths of the machine's.</summary>
    public long MemoryMiB { get; set; }

    /// <summary>For each container, in processors; 0 for no limit.</summary>
    public double Cpus { get; set; }

    /// <summary>Processes of each container, threads counted; 0 for 8192.</summary>
    public long Pids { get; set; }

    /// <summary>Seconds to wait for a service's ports before the job goes on without.</summary>
    public int ServiceWaitSeconds { get; set; } = 30;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, ReadCommentHandling = System.Text.Json.JsonCommentHandling.Skip,
    AllowTrailingCommas = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunnerConfig))]
sealed partial class ConfigJson : JsonSerializerContext;
