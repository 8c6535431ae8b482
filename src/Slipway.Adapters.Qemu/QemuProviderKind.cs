using Slipway.Platform;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Qemu;

/// <summary>Machines that are virtual machines of this host, each from a fresh overlay of an image.</summary>
public sealed class QemuProviderKind(DataFolder data, TimeProvider time) : IMachineProviderKind
{
    public string Name => "qemu";

    public void Check(SettingsReader settings) => QemuSettings.Read(settings);

    public IMachineProvider Open(ProviderSettings settings, InstanceId instance) =>
        new QemuProvider(QemuSettings.Read(new SettingsReader(settings)), Path.Combine(data.Root, "machines", "qemu"), instance, time);
}
