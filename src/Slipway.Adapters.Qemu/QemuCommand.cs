using System.Globalization;

namespace Slipway.Adapters.Qemu;

/// <summary>QEMU's command line for a machine.</summary>
static class QemuCommand
{
    public static IReadOnlyList<string> Of(QemuSettings settings, MachineFolder machine) =>
    [
        settings.Program,
        "-name", "slipway-" + machine.Id,
        "-machine", $"{settings.Machine},accel={(settings.Kvm ? "kvm" : "tcg")}",
        "-cpu", settings.Kvm ? "host" : "max",
        "-smp", settings.Cpus.ToString(CultureInfo.InvariantCulture),
        "-m", settings.MemoryMiB.ToString(CultureInfo.InvariantCulture),
        "-nodefaults", "-no-user-config", "-no-reboot", "-display", "none",
        "-sandbox", "on,obsolete=deny,resourcecontrol=deny" + (settings.Bridge is null ? ",elevateprivileges=deny,spawn=deny" : ""), // a bridge takes a helper
        "-chardev", "file,id=console,path=" + Escape(machine.Console), "-serial", "chardev:console",
        "-pidfile", machine.PidFile,
        "-drive", $"if=none,id=disk,format=qcow2,cache=unsafe,file={Escape(machine.Disk)}", // what it holds is not worth a flush
        "-device", Device(settings, "virtio-blk", "drive=disk"),
        "-drive", $"if=none,id=seed,driver=vvfat,dir={Escape(machine.Seed)},label=CIDATA,readonly=on",
        "-device", Device(settings, "virtio-blk", "drive=seed"),
        "-netdev", settings.Bridge is { } bridge ? $"bridge,id=net,br={bridge}" : "user,id=net",
        "-device", Device(settings, "virtio-net", "netdev=net"),
        "-device", Device(settings, "virtio-rng", null),
        .. settings.Kernel is { } kernel ? (string[])["-kernel", kernel] : [],
        .. settings.Initrd is { } initrd ? (string[])["-initrd", initrd] : [],
        .. settings.Append is { } append ? (string[])["-append", append] : [],
    ];

    static string Escape(string path) => path.Replace(",", ",,", StringComparison.Ordinal);

    static string Device(QemuSettings settings, string name, string? options) => $"{name}-{(settings.Machine == "microvm" ? "device" : "pci")}{(options is null ? "" : "," + options)}";
}
