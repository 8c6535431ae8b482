namespace Slipway.Platform.Machines;

/// <summary>
/// Where machines come from: the port that an adapter implements, opened for one place (an engine's socket, a cluster, a region, a list of hosts).
/// <para>
/// The manager writes down what it is about to ask before it asks, and asks again when an answer was lost; so each call is idempotent by the
/// machine's id. Every object that a provider makes carries the labels of <see cref="MachineLabels"/> from its first moment: what a crash leaves
/// behind is found by them and removed. Calls come from several threads at once. An exception means "not known": nothing is concluded from it.
/// </para>
/// </summary>
public interface IMachineProvider : IAsyncDisposable
{
    /// <summary>What the manager must know of this place to judge it.</summary>
    ProviderFacts Facts { get; }

    /// <summary>Makes the machine. Where one of this id is there already, or is being made, it is left alone and counts as started.</summary>
    /// <returns>Without waiting for the runner to speak: as soon as the place has accepted.</returns>
    Task<StartOutcome> StartAsync(MachineOrder order, CancellationToken ct);

    /// <summary>Every object of this instance at this place, with what is starting, stopped, failed or being removed. All of them or an exception: never a part.</summary>
    Task<IReadOnlyList<SeenMachine>> ListAsync(CancellationToken ct);

    /// <summary>Removes the machine and all that belongs to it (disks, secrets, networks). One that is not there is removed already. Gone is what the list no longer shows.</summary>
    Task RemoveAsync(string machineId, CancellationToken ct);

    /// <summary>The end of the machine's console or its runner's log, for people who ask why it failed; null where there is none.</summary>
    /// <param name="maxBytes">At most this much of it.</param>
    Task<string?> LogAsync(string machineId, int maxBytes, CancellationToken ct);
}
