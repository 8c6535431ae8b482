using Slipway.Platform.Machines;

namespace Slipway.Machines.Testing;

/// <summary>A manager's view of a <see cref="DummyPlace"/>.</summary>
sealed class DummyProvider(DummyPlace place, InstanceId instance) : IMachineProvider
{
    public ProviderFacts Facts => new(place.Faults.Late, TimeSpan.FromMinutes(2), place.Capacity);

    public Task<StartOutcome> StartAsync(MachineOrder order, CancellationToken ct) => Task.FromResult(place.Start(instance, order));

    public Task<IReadOnlyList<SeenMachine>> ListAsync(CancellationToken ct) => Task.FromResult(place.List(instance));

    public Task RemoveAsync(string machineId, CancellationToken ct)
    {
        place.Remove(instance, machineId);
        return Task.CompletedTask;
    }

    public Task<string?> LogAsync(string machineId, int maxBytes, CancellationToken ct) => Task.FromResult(place.Log(instance, machineId, maxBytes));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>The dummy as pools name it: all of its places are one.</summary>
public sealed class DummyKind(DummyPlace place) : IMachineProviderKind
{
    public string Name => "dummy";

    public JobSharing Sharing { get; init; }

    public void Check(SettingsReader settings)
    {
        settings.Optional("image");
        settings.Number("boot", 0, 3600, 0);
    }

    public IMachineProvider Open(ProviderSettings settings, InstanceId instance) => place.Open(instance);
}
