using System.Security.Cryptography;
using System.Text;
using Slipway.Agent.Configuration;
using Slipway.Agent.Jobs;
using Slipway.Agent.Limits;
using Slipway.Agent.Protocol;
using Slipway.Agent.Scripts;
using Slipway.Agent.Traces;

namespace Slipway.Agent.Executors.Shell;

/// <summary>Runs jobs on this machine itself, each in a sandbox and, where the runner is root, under a user of the slot's own.</summary>
sealed class ShellExecutor(RunnerConfig config, string configFile, TimeProvider time) : IExecutor
{
    Cgroups? _groups;

    public RunnerFeatures Features { get; } = new();

    public bool OpenTree => false;

    public uint? Owner(int slot) => Environment.IsPrivilegedProcess ? config.Shell.FirstUid + (uint)slot : null;

    public Task StartAsync(CancellationToken ct)
    {
        if (config.Shell.Isolation == "sandbox")
            Programs.Need("bwrap", "bubblewrap");
        Programs.Need("setpriv", "util-linux");
        Programs.Need("bash", "bash");
        Programs.Need("git", "git");
        Programs.Need("prlimit", "util-linux");
        _groups = Cgroups.Find("/sys/fs/cgroup", File.ReadAllText("/proc/self/cgroup"), GroupName, out var why);
        RunnerLog.Write(_groups is { } found
            ? $"limits of jobs by {found.Describe}"
            : $"limits of jobs by prlimit(1) alone, which counts memory for each process and not for the job: {why}");
        return Task.CompletedTask;
    }

    public Task<IJobEnvironment> PrepareAsync(JobOrder order, CancellationToken ct)
    {
        if (order.Job.Services is { Count: > 0 })
            throw new JobFailure(JobFailure.Configuration, "The job wants services; this runner's executor \"shell\" has none. Tag the job for a runner with the executor \"container\".");
        IStepView view = config.Shell.Isolation == "sandbox"
            ? new SandboxView(Owner(order.Slot), [], config.Shell.Network, config.Shell.ReadOnly, Hidden(configFile, config))
            : new MachineView(Owner(order.Slot), config.BuildsFolder);
        order.Trace.Line(config.Shell.Isolation == "sandbox" ? $"Running on {Environment.MachineName} in a sandbox..." : $"Running on the machine {Environment.MachineName}...");
        var limits = JobLimits.Of(config.Shell.MemoryMiB, config.Shell.Cpus, config.Shell.Pids);
        var share = new JobShare(_groups?.Make(order.Slot, limits, time), limits);
        return Task.FromResult<IJobEnvironment>(new ShellEnvironment(new Sandbox(view, share, TimeSpan.FromSeconds(config.GracefulKillSeconds), time), share, order));
    }

    public void Dispose() => _groups?.Dispose();

    // The builds folder is one runner's alone, so the name is as well, and the same after a restart.
    string GroupName => "slipway-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(config.BuildsFolder)))[..12];

    /// <summary>What no job may see, even where a shown folder holds it.</summary>
    public static IReadOnlyList<string> Hidden(string configFile, RunnerConfig config) =>
        [Path.GetFullPath(configFile), config.BuildsFolder, config.CacheFolder];
}

sealed class ShellEnvironment(Sandbox sandbox, JobShare share, JobOrder order) : IJobEnvironment
{
    public async Task<int> RunAsync(Step step, IByteSink output, CancellationToken stop)
    {
        try
        {
            return await sandbox.RunAsync(step, order.Folders, output, stop);
        }
        finally
        {
            foreach (var limit in share.Reached())
                order.Trace.Warning(limit);
        }
    }

    public ValueTask DisposeAsync() => share.DisposeAsync();
}
