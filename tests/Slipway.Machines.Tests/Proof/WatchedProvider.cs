using Slipway.Platform.Machines;

namespace Slipway.Machines.Tests.Proof;

/// <summary>A provider whose calls may kill the manager, and that tells of a removal that must not be asked for.</summary>
sealed class WatchedProvider(IMachineProvider inner, MemoryLedger ledger, Killing killing) : IMachineProvider
{
    public ProviderFacts Facts => inner.Facts;

    public Task<StartOutcome> StartAsync(MachineOrder order, CancellationToken ct) => killing.AroundAsync(() =>
    {
        ledger.Find(order.MachineId).ShouldNotBeNull("a start was not written down before it was asked for").Starts.ShouldBeGreaterThan(0);
        return inner.StartAsync(order, ct);
    });

    public Task<IReadOnlyList<SeenMachine>> ListAsync(CancellationToken ct) => killing.AroundAsync(() => inner.ListAsync(ct));

    public Task RemoveAsync(string machineId, CancellationToken ct) => killing.AroundAsync(async () =>
    {
        ledger.Live.ShouldAllBe(attempt => attempt.MachineId != machineId, "a machine with a live job was to be removed");
        await inner.RemoveAsync(machineId, ct);
        return true;
    });

    public Task<string?> LogAsync(string machineId, int maxBytes, CancellationToken ct) => inner.LogAsync(machineId, maxBytes, ct);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
