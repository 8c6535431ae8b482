using Slipway.Platform.Machines;

namespace Slipway.Adapters.Qemu;

/// <summary>What a pool says of its virtual machines.</summary>
sealed record QemuSettings
{
    /// <summary>A qcow2 file that no machine writes to.</summary>
    public required string Image { get; init; }

    public required long MemoryMiB { get; init; }

    public required long Cpus { get; init; }

    /// <summary>The overlay's size; null for the image's own.</summary>
    public long? DiskGiB { get; init; }

    /// <summary><c>auto</c>, <c>kvm</c> or <c>tcg</c>.</summary>
    public required string Accelerator { get; init; }

    public required string Machine { get; init; }

    /// <summary>Null for QEMU's own user network; else the bridge that the machine is put on.</summary>
    public string? Bridge { get; init; }

    /// <summary>Where the image has no boot loader: kernel, initial RAM disk and command line.</summary>
    public string? Kernel { get; init; }

    public string? Initrd { get; init; }

    public string? Append { get; init; }

    /// <summary>The configuration's place in the machine.</summary>
    public required string ConfigPath { get; init; }

    /// <summary>Shell lines that the machine runs as root before the runner: to install it, where the image does not hold it.</summary>
    public required IReadOnlyList<string> Prepare { get; init; }

    public required string Program { get; init; }

    /// <summary>Memory of the host that machines must leave free.</summary>
    public required long ReserveMiB { get; init; }

    public required TimeSpan StartWithin { get; init; }

    public bool Kvm => Accelerator == "kvm" || (Accelerator == "auto" && KvmIsOpen());

    public static QemuSettings Read(SettingsReader reader)
    {
        var image = reader.Path("image");
        if (image is null)
            reader.Fault("image", "is missing: the qcow2 file that machines are made from; it holds cloud-init and slipway-runner");
        var (kernel, initrd, append) = (reader.Path("kernel"), reader.Path("initrd"), reader.Optional("append"));
        if (kernel is null && (initrd is not null || append is not null))
            reader.Fault("kernel", "is missing: initrd and append are nothing without it");
        return new QemuSettings
        {
            Image = image ?? "",
            MemoryMiB = reader.Number("memory-mib", 64, 16_777_216, 2048),
            Cpus = reader.Number("cpus", 1, 512, 2),
            DiskGiB = reader.Number("disk-gib", 1, 65_536),
            Accelerator = reader.Choice("accelerator", "auto", "auto", "kvm", "tcg"),
            Machine = reader.Choice("machine", "q35", "q35", "pc", "microvm", "virt"),
            Bridge = reader.Optional("bridge") is { } bridge ? Name(reader, "bridge", bridge) : null,
            Kernel = kernel,
            Initrd = initrd,
            Append = append,
            ConfigPath = reader.Path("config-path") ?? RunnerBootstrap.DefaultPath,
            Prepare = reader.List("prepare"),
            Program = reader.Optional("qemu") ?? "qemu-system-x86_64",
            ReserveMiB = reader.Number("reserve-mib", 0, 16_777_216, 512),
            StartWithin = TimeSpan.FromSeconds(reader.Number("start-within-seconds", 5, 7200, 300)),
        };
    }

    static string Name(SettingsReader reader, string setting, string text)
    {
        if (text.Length > 15 || !text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            reader.Fault(setting, $"'{text}' must be a network interface's name");
        return text;
    }

    static bool KvmIsOpen()
    {
        try
        {
            using var kvm = File.OpenHandle("/dev/kvm", FileMode.Open, FileAccess.ReadWrite);
            return true;
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
