using System.Text.RegularExpressions;
using Slipway.Adapters.Qemu;
using Slipway.Machines.Testing;
using Slipway.Platform;
using Slipway.Platform.Machines;
using Slipway.Testing;

namespace Slipway.Providers.Tests.VirtualMachines;

/// <summary>This host's QEMU with an image that nothing boots from: the firmware waits for a disk that has a system. Enough for what the host does.</summary>
sealed partial class HypervisorPlace : ConformancePlace
{
    readonly TempFolder folder = new();
    readonly Dictionary<string, string> settings;

    public HypervisorPlace(params (string Name, string Value)[] more)
    {
        settings = new(StringComparer.Ordinal) { ["image"] = Image, ["memory-mib"] = "64", ["cpus"] = "1", ["accelerator"] = "tcg", ["machine"] = "pc", ["reserve-mib"] = "0" };
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }
    }

    public string Image => folder["image.qcow2"];

    public TempFolder Folder => folder;

    public string Machines => folder["data, with a comma", "machines", "qemu"];

    public async Task MakeImageAsync() => await Tool.RunAsync("qemu-img", "create", "-q", "-f", "qcow2", Image, "16M");

    public override IMachineProvider Open(InstanceId instance)
    {
        if (!File.Exists(Image) && settings["image"] == Image)
        {
            MakeImageAsync().GetAwaiter().GetResult();
        }

        return new QemuProviderKind(new DataFolder(folder["data, with a comma"]), TimeProvider.System).Open(ProviderSettings.Of([.. settings.Select(setting => (setting.Key, setting.Value))]), instance);
    }

    public override async Task<bool> EndAsync(string machineId)
    {
        await Tool.RunAsync("kill", "-KILL", (await File.ReadAllTextAsync(Path.Combine(Machines, machineId, "pid"))).Trim());
        return true;
    }

    public override async Task<byte[]?> ConfigOfAsync(string machineId)
    {
        var file = Path.Combine(Machines, machineId, "seed", "user-data");
        (File.GetUnixFileMode(Path.Combine(Machines, machineId)) & (UnixFileMode)0b111_111).ShouldBe(UnixFileMode.None);
        return Convert.FromBase64String(ContentPattern().Match(await File.ReadAllTextAsync(file)).Groups[1].Value);
    }

    public override async Task<string?> VisibleAsync(string machineId) => await Tool.RunAsync("ps", "axww") + await File.ReadAllTextAsync(Path.Combine(Machines, machineId, "facts"));

    public override async ValueTask DisposeAsync()
    {
        foreach (var pid in Directory.Exists(Machines) ? Directory.GetFiles(Machines, "pid", SearchOption.AllDirectories) : [])
        {
            await Tool.TryAsync("kill", "-KILL", (await File.ReadAllTextAsync(pid)).Trim());
        }

        folder.Dispose();
        await base.DisposeAsync();
    }

    [GeneratedRegex("content: ([A-Za-z0-9+/=]+)", RegexOptions.None, 1000)]
    private static partial Regex ContentPattern();
}
