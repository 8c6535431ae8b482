using Slipway.Platform;
using Slipway.Platform.Machines;

namespace Slipway.BuildMachines.Providers;

/// <summary>The embedded default: a machine is a <c>slipway-runner</c> of its own on this host, whose jobs run in sandboxes.</summary>
sealed class ProcessKind(DataFolder data, TimeProvider time) : IMachineProviderKind
{
    const string Program = "slipway-runner";

    public string Name => "process";

    public void Check(SettingsReader settings)
    {
        settings.Number("machines", 1, 1000);
        var named = settings.Path("runner");
        if (Find(named) is null)
        {
            settings.Fault("runner", named is null ? $"there is no {Program} beside this server or in PATH; install it, or name it here" : $"there is no program {named}");
        }
    }

    public IMachineProvider Open(ProviderSettings settings, InstanceId instance)
    {
        var reader = new SettingsReader(settings);
        return new ProcessProvider(
            new ProcessFolder(Path.Combine(data.Root, "machines"), instance), Find(reader.Path("runner")) ?? Program, (int)reader.Number("machines", 1, 1000, Environment.ProcessorCount), time);
    }

    /// <summary>The named one, or the one beside this program (or where a build puts it), or that of PATH.</summary>
    static string? Find(string? named) => named is not null ? Existing(named)
        : Existing(Path.Combine(AppContext.BaseDirectory, Program))
            ?? Existing(Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../Slipway.Agent/release", Program)))
            ?? (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(Path.IsPathRooted).Select(folder => Existing(Path.Combine(folder, Program))).FirstOrDefault(found => found is not null);

    static string? Existing(string path) => File.Exists(path) ? path : null;
}
