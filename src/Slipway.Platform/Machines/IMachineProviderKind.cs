namespace Slipway.Platform.Machines;

/// <summary>A kind of provider, as pools name it (<c>provider: container</c>). One singleton each in the server's services; an adapter's entry.</summary>
public interface IMachineProviderKind
{
    /// <summary>Lower case: <c>process</c>, <c>container</c>, <c>qemu</c>, <c>kubernetes</c>, <c>ssh</c>, <c>ec2</c>.</summary>
    string Name { get; }

    /// <summary>How many jobs a machine can have at once: <c>jobs_at_once</c> above that is refused when the pool is declared.</summary>
    JobSharing Sharing => JobSharing.Many;

    /// <summary>
    /// Reads a pool's settings through the reader, which notes what is missing, wrong or unknown: all faults at once. No I/O: whether the place
    /// answers is told by <see cref="IMachineProvider.ListAsync"/>.
    /// </summary>
    void Check(SettingsReader settings);

    /// <summary>Opens the place that settings without faults name. No I/O of its own. Disposed when no pool and no machine needs it any more.</summary>
    /// <param name="instance">Marks whose objects they are; two instances may share a place.</param>
    IMachineProvider Open(ProviderSettings settings, InstanceId instance);
}
