using Slipway.BuildMachines.Providers;
using Slipway.Machines.Testing;
using Slipway.Platform;
using Slipway.Platform.Machines;
using Slipway.Testing;

namespace Slipway.Machines.Tests.Providers;

/// <summary>The embedded provider with the real runner, which finds no server.</summary>
public sealed class ProcessConformanceTests : ProviderConformance
{
    protected override ConformancePlace Place() => new ProcessPlace();

    sealed class ProcessPlace : ConformancePlace
    {
        readonly TempFolder data = new();

        public override IMachineProvider Open(InstanceId instance) => new ProcessKind(DataFolder.Open(data.Path), TimeProvider.System).Open(
            ProviderSettings.Of(("machines", "4"), ("runner", Path.Combine(Build.Root, "artifacts/bin/Slipway.Agent/release/slipway-runner"))), instance);

        public override Task<bool> EndAsync(string machineId)
        {
            var machines = Path.Combine(data.Path, "machines");
            foreach (var process in HostProcesses.RunnersBelow(Path.Combine(machines, machineId)).SelectMany(found => found))
            {
                HostProcesses.End(process);
            }

            return Task.FromResult(true);
        }

        public override Task<string?> VisibleAsync(string machineId)
        {
            var folder = Path.Combine(data.Path, "machines", machineId);
            File.GetUnixFileMode(Path.Combine(folder, "slipway-runner.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            return Task.FromResult<string?>(File.ReadAllText(Path.Combine(folder, "labels.json")) + string.Concat(
                HostProcesses.RunnersBelow(folder).SelectMany(found => found).Select(process => File.ReadAllText($"/proc/{process}/cmdline"))));
        }

        public override async ValueTask DisposeAsync()
        {
            foreach (var process in HostProcesses.RunnersBelow(Path.Combine(data.Path, "machines")).SelectMany(found => found))
            {
                HostProcesses.End(process);
            }

            await Task.Delay(200);
            data.Dispose();
            await base.DisposeAsync();
        }
    }
}
