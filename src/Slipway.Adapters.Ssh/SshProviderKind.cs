using Slipway.Platform;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Ssh;

/// <summary>Machines that are there already, and are lent to one job at a time.</summary>
public sealed class SshProviderKind(DataFolder data) : IMachineProviderKind
{
    readonly HostRecords records = new(Path.Combine(data.Root, "machines", "ssh"));

    public string Name => "ssh";

    public JobSharing Sharing => JobSharing.One;

    public void Check(SettingsReader settings) => SshSettings.Read(settings);

    public IMachineProvider Open(ProviderSettings settings, InstanceId instance) => new SshProvider(SshSettings.Read(new SettingsReader(settings)), records, instance);
}
