using Slipway.Agent.Configuration;
using Slipway.Agent.Jobs;
using Slipway.Agent.Protocol;
using Slipway.Agent.Scripts;
using Slipway.Agent.Traces;

namespace Slipway.Agent.Executors.Shell;

/// <summary>Runs jobs on this machine itself, each in a sandbox and, where the runner is root, under a user of the slot's own.</summary>
sealed class ShellExecutor(RunnerConfig config, string configFile, TimeProvider time) : IExecutor
{
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
        return Task.FromResult<IJobEnvironment>(new ShellEnvironment(new Sandbox(view, TimeSpan.FromSeconds(config.GracefulKillSeconds), time), order.Folders));
    }

    public void Dispose()
    {
        // nothing is held between jobs
    }

    /// <summary>What no job may see, even where a shown folder holds it.</summary>
    public static IReadOnlyList<string> Hidden(string configFile, RunnerConfig config) =>
        [Path.GetFullPath(configFile), config.BuildsFolder, config.CacheFolder];
}

sealed class ShellEnvironment(Sandbox sandbox, JobFolders folders) : IJobEnvironment
{
    public Task<int> RunAsync(Step step, IByteSink output, CancellationToken stop) => sandbox.RunAsync(step, folders, output, stop);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
