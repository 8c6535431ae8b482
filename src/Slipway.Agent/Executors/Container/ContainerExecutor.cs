using Slipway.Agent.Configuration;
using Slipway.Agent.Jobs;
using Slipway.Agent.Protocol;
using Slipway.ContainerEngine;

namespace Slipway.Agent.Executors.Container;

/// <summary>Runs jobs in containers of their images, with their services, on a network of their own.</summary>
sealed class ContainerExecutor(RunnerConfig config, TimeProvider time) : IExecutor
{
    const string Label = "slipway.runner";

    // What fetching the source into a tree with files of any user takes.
    static readonly string[] s_capabilities = ["CAP_DAC_OVERRIDE", "CAP_CHOWN", "CAP_FOWNER"];

    readonly Engine _engine = new(new EngineAddress.UnixSocket(config.Container.Socket));

    public RunnerFeatures Features { get; } = new() { Image = true, Services = true, ServiceVariables = true, ServiceMultipleAliases = true, ImageExecutorOpts = true };

    public bool OpenTree => true;

    public uint? Owner(int slot) => null;

    /// <summary>On all that it makes, so that it is found again.</summary>
    Dictionary<string, string> Labels => new(StringComparer.Ordinal) { [Label] = config.SystemId };

    public async Task StartAsync(CancellationToken ct)
    {
        Programs.Need("bwrap", "bubblewrap");
        Programs.Need("git", "git");
        try
        {
            RunnerLog.Write($"container engine at {config.Container.Socket}: API {await _engine.PingAsync(ct)}");
            var label = $"{Label}={config.SystemId}";
            foreach (var container in await _engine.ContainersAsync(label, ct))
            {
                RunnerLog.Write($"removing the container {container.Id}, left by an earlier run");
                await _engine.RemoveContainerAsync(container.Id, ct);
            }

            foreach (var network in await _engine.NetworksAsync(label, ct))
                await _engine.RemoveNetworkAsync(network, ct);
        }
        catch (EngineException refused)
        {
            throw new Failure($"{config.Container.Socket}: {refused.Message}", "Start the engine (docker, or podman system service), or correct container.socket.");
        }
    }

    public async Task<IJobEnvironment> PrepareAsync(JobOrder order, CancellationToken ct)
    {
        var view = new SandboxView(null, s_capabilities, JobNetwork: true, [], [config.BuildsFolder, config.CacheFolder]);
        var environment = new ContainerEnvironment(_engine, config, order, new Sandbox(view, null, TimeSpan.FromSeconds(config.GracefulKillSeconds), time), Labels, time);
        try
        {
            await environment.CreateAsync(ct);
            return environment;
        }
        catch (Exception fault)
        {
            await environment.DisposeAsync();
            if (fault is EngineException refused)
                throw new JobFailure(JobFailure.System, $"Job failed (system failure): {refused.Message}");
            throw;
        }
    }

    public void Dispose() => _engine.Dispose();
}
