using Slipway.Agent.Configuration;
using Slipway.Agent.Jobs;
using Slipway.Agent.Protocol;
using Slipway.Agent.Scripts;
using Slipway.Agent.Traces;
using Slipway.ContainerEngine;

namespace Slipway.Agent.Executors.Container;

/// <summary>
/// One job's network, services and container. Each step is a run of the same container, so what one step changes in its file
/// system the next one sees, and nothing that a step left running goes on. Fetching the source is done beside it, in a sandbox.
/// </summary>
sealed class ContainerEnvironment(Engine engine, RunnerConfig config, JobOrder order, Sandbox source, IReadOnlyDictionary<string, string> labels, TimeProvider time) : IJobEnvironment
{
    const string Current = "current";

    // The image's entrypoint gets this; it must run what it is given, as GitLab asks of images.
    static readonly string s_start =
        $"for shell in /usr/local/bin/bash /usr/bin/bash /bin/bash /usr/local/bin/sh /usr/bin/sh /bin/sh /busybox/sh; do [ -x \"$shell\" ] && exec \"$shell\" {JobFolders.ScriptsMount}/{Current}; done; echo 'shell not found'; exit 1";

    static readonly TimeSpan s_cleaning = TimeSpan.FromMinutes(1);

    readonly string _name = $"slipway-{order.Job.Id}-{Guid.NewGuid():n}"[..40].TrimEnd('-');
    readonly Services _services = new(engine, config, order, labels, time);
    string? _network;
    string? _container;

    public async Task CreateAsync(CancellationToken ct)
    {
        var image = order.Job.Image ?? new ImageFacts();
        var name = order.Variables.Expand(image.Name is { Length: > 0 } given ? given : config.Container.Image ?? "");
        if (name.Length == 0)
            throw new JobFailure(JobFailure.Configuration, "The job names no image, and this runner has no default one (container.image).");
        var pull = new ImagePull(engine, config.Container, RegistryLogins.Of(config, order, order.Trace.Warning), order.Trace);
        await engine.CreateNetworkAsync(new NetworkSpec(_name, labels), ct);
        _network = _name;
        var hosts = await _services.StartAsync(_name, pull, ct);
        var found = await pull.BringAsync(name, image, ct);
        order.Trace.Line($"Using image {name} with ID {found.Id}");
        var options = image.ExecutorOpts?.Docker;
        _container = await engine.CreateContainerAsync(_name, options?.Platform, new ContainerSpec
        {
            Image = name,
            Entrypoint = Entrypoint.Of(image, ["sh", "-c", s_start]).Entry,
            Cmd = Entrypoint.Of(image, ["sh", "-c", s_start]).Command,
            User = options?.User is { Length: > 0 } user ? order.Variables.Expand(user) : null,
            Labels = labels,
            HostConfig = HostLimits.Of(config.Container) with
            {
                NetworkMode = _name,
                ExtraHosts = hosts,
                Mounts =
                [
                    new MountSpec("bind", order.Folders.Tree, order.Folders.ProjectDir, ReadOnly: false),
                    new MountSpec("bind", order.Folders.Files, order.Folders.FilesMount, ReadOnly: false),
                    new MountSpec("bind", order.Folders.Scripts, JobFolders.ScriptsMount, ReadOnly: true),
                ],
            },
            NetworkingConfig = new NetworkingSpec(new Dictionary<string, EndpointSpec>(StringComparer.Ordinal) { [_name] = new(["build"]) }),
        }, ct);
    }

    public async Task<int> RunAsync(Step step, IByteSink output, CancellationToken stop)
    {
        if (step.Place == StepPlace.Source)
            return await source.RunAsync(step, order.Folders, output, stop);
        stop.ThrowIfCancellationRequested();
        var script = Path.Combine(order.Folders.Scripts, Current);
        await File.WriteAllTextAsync(script, step.Text, stop);
        File.SetUnixFileMode(script, (UnixFileMode)0b110_100_100); // the image's user is not known
        try
        {
            await using var stream = await engine.AttachAsync(_container!, stop);
            var copying = Frames.CopyAsync(stream, output.Append, CancellationToken.None);
            await engine.StartAsync(_container!, stop);
            return await WaitAsync(copying, stop);
        }
        catch (Exception fault) when (fault is EngineException or InvalidDataException)
        {
            throw new JobFailure(JobFailure.System, $"Job failed (system failure): {fault.Message}");
        }
        finally
        {
            File.Delete(script);
        }
    }

    async Task<int> WaitAsync(Task copying, CancellationToken stop)
    {
        try
        {
            var exit = await engine.WaitAsync(_container!, stop);
            await copying;
            return exit;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(config.GracefulKillSeconds) + s_cleaning, time);
            await engine.StopAsync(_container!, TimeSpan.FromSeconds(config.GracefulKillSeconds), patience.Token);
            await copying.WaitAsync(s_cleaning, time, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Removes all of it. What the engine refuses now is found by its label when the runner starts again.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(s_cleaning, time);
        try
        {
            if (_container is not null)
                await engine.RemoveContainerAsync(_container, patience.Token);
            await _services.RemoveAsync(patience.Token);
            if (_network is not null)
                await engine.RemoveNetworkAsync(_network, patience.Token);
        }
        catch (Exception fault) when (fault is EngineException or OperationCanceledException)
        {
            RunnerLog.Write($"job {order.Job.Id}: its containers could not be removed now: {fault.Message}");
        }
    }
}
