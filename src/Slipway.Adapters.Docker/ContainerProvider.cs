using System.Globalization;
using System.Net;
using System.Text;
using Slipway.ContainerEngine;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Docker;

/// <summary>
/// One engine. A machine is a container with a name made of its id, so the engine itself refuses a second one. The configuration is copied into the
/// container between its making and its start: it is in no argument, no variable and no label, which <c>docker inspect</c> would show.
/// </summary>
sealed class ContainerProvider(Engine engine, ContainerSettings settings, InstanceId instance) : IMachineProvider
{
    const int LogLines = 2000;

    public ProviderFacts Facts => new(ListLag: TimeSpan.Zero, settings.StartWithin);

    public async Task<StartOutcome> StartAsync(MachineOrder order, CancellationToken ct)
    {
        var name = NameOf(order.MachineId);
        try
        {
            if (await engine.ContainerAsync(name, ct) is { } there)
                return await GoOnAsync(there, order, ct);
            await new ImageSupply(engine, settings).BringAsync(ct);
            await CreateAsync(name, order, ct);
            return await engine.ContainerAsync(name, ct) is { } made ? await GoOnAsync(made, order, ct) : throw new EngineException("the container was made, and is not there", null);
        }
        catch (EngineException refused) when (Refusals.Read(refused) is { } outcome)
        {
            // Where it was made and can't be started, nothing is to be left. One that runs is somebody's machine.
            if (await OwnAsync(order.MachineId, ct) is { } half && IsUnstarted(half))
                await engine.RemoveContainerAsync(half.Id, ct);
            return outcome;
        }
    }

    public async Task<IReadOnlyList<SeenMachine>> ListAsync(CancellationToken ct) =>
    [
        .. (await engine.ContainersAsync($"{MachineLabels.Instance}={instance}", ct))
            .Where(container => container.Labels is not null && container.Labels.ContainsKey(MachineLabels.Machine))
            .Select(Seen),
    ];

    public async Task RemoveAsync(string machineId, CancellationToken ct)
    {
        if (await OwnAsync(machineId, ct) is { } container)
            await engine.RemoveContainerAsync(container.Id, ct);
    }

    public async Task<string?> LogAsync(string machineId, int maxBytes, CancellationToken ct)
    {
        if (await OwnAsync(machineId, ct) is not { } container || await engine.LogAsync(container.Id, LogLines, ct) is not { } stream)
            return null;
        await using (stream)
        {
            var tail = new Tail(maxBytes);
            await Frames.CopyAsync(stream, tail.Append, ct);
            return tail.ToString();
        }
    }

    public ValueTask DisposeAsync()
    {
        engine.Dispose();
        return ValueTask.CompletedTask;
    }

    static string NameOf(string machineId) => "slipway-" + machineId;

    async Task<InspectedContainer?> OwnAsync(string machineId, CancellationToken ct) =>
        await engine.ContainerAsync(NameOf(machineId), ct) is { } container && container.Config?.Labels?.GetValueOrDefault(MachineLabels.Instance) == instance.Value ? container : null;

    async Task CreateAsync(string name, MachineOrder order, CancellationToken ct)
    {
        var seconds = ((long)order.DieAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        try
        {
            await engine.CreateContainerAsync(name, null, new ContainerSpec
            {
                Image = settings.Image,
                Hostname = order.MachineId,
                User = $"{settings.Uid}:{settings.Gid}",
                Entrypoint = ["timeout", "-k", "30", seconds], // ends the machine where no manager comes back
                Cmd = RunnerBootstrap.Command(),
                Env = [.. settings.Environment, "SLIPWAY_RUNNER_ISOLATION=machine"],
                Labels = MachineLabels.Of(instance, order),
                HostConfig = settings.Host with { NetworkMode = settings.Network },
            }, ct);
        }
        catch (EngineException taken) when (taken.Status == HttpStatusCode.Conflict || taken.Message.Contains("already in use", StringComparison.Ordinal))
        {
            // somebody was faster with the same id; podman answers 500
        }
    }

    /// <summary>Starts a container that was made and not started: by us just now, or by one who died before.</summary>
    async Task<StartOutcome> GoOnAsync(InspectedContainer container, MachineOrder order, CancellationToken ct)
    {
        if (container.Config?.Labels?.GetValueOrDefault(MachineLabels.Instance) != instance.Value)
            return new StartOutcome.Refused($"a container {NameOf(order.MachineId)} is there already, and is not of this instance");
        if (IsUnstarted(container))
        {
            await engine.PutFilesAsync(container.Id, "/", BootstrapArchive.Of(order.Runner, (int)settings.Uid, (int)settings.Gid), ct);
            await engine.StartAsync(container.Id, ct);
        }

        return new StartOutcome.Started(container.Id[..Math.Min(12, container.Id.Length)]);
    }

    static bool IsUnstarted(InspectedContainer container) => container.State?.Status is "created" or "configured" or "initialized";

    static SeenMachine Seen(ListedContainer container) => new(
        container.Labels![MachineLabels.Machine],
        container.Labels.GetValueOrDefault(MachineLabels.Pool),
        container.Id[..Math.Min(12, container.Id.Length)],
        container.State switch
        {
            "created" or "configured" or "initialized" or "restarting" => SeenState.Starting,
            "removing" => SeenState.Removing,
            "exited" or "dead" or "stopped" => SeenState.Ended,
            _ => SeenState.Running,
        },
        container.Created > 0 ? DateTimeOffset.FromUnixTimeSeconds(container.Created) : null,
        container.State is "exited" or "dead" or "stopped" ? container.Status : null);
}
