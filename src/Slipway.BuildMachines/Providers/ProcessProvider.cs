using System.Text;
using Slipway.Platform.Machines;

namespace Slipway.BuildMachines.Providers;

/// <summary>
/// Runners on this host. They outlive the server, and are found again by their folders and command lines. What a job does is bounded by the runner's
/// sandbox, not by the machine: for jobs of strangers take a provider that makes machines.
/// </summary>
sealed class ProcessProvider(ProcessFolder folder, string program, int most, TimeProvider time) : IMachineProvider
{
    static readonly TimeSpan Appearing = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Ending = TimeSpan.FromSeconds(10);
    readonly SemaphoreSlim one = new(1);

    public ProviderFacts Facts { get; } = new(ListLag: TimeSpan.FromSeconds(2), StartWithin: TimeSpan.FromMinutes(2), most);

    public async Task<StartOutcome> StartAsync(MachineOrder order, CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            var id = order.MachineId;
            if (!folder.Exists(id) && folder.All().Count() is var there && there >= most)
            {
                return new StartOutcome.NoRoom($"this host has its {there} machines; the setting 'machines' says how many it may have");
            }

            folder.Make(order);
            if (!File.Exists(folder.StartedOf(id)) && !Processes(id).Any())
            {
                await HostProcesses.StartApartAsync(program, folder.ConfigOf(id), folder.LogOf(id), ct);
                await AppearAsync(id, ct);
            }

            await File.WriteAllTextAsync(folder.StartedOf(id), "", CancellationToken.None);
            return new StartOutcome.Started($"process in {folder.Of(id)}");
        }
        finally
        {
            one.Release();
        }
    }

    public Task<IReadOnlyList<SeenMachine>> ListAsync(CancellationToken ct)
    {
        folder.Sweep(time.GetUtcNow().UtcDateTime - TimeSpan.FromMinutes(10));
        var running = HostProcesses.RunnersBelow(Path.GetDirectoryName(folder.Of("m"))!);
        return Task.FromResult<IReadOnlyList<SeenMachine>>(
        [
            .. folder.All().Select(machine => new SeenMachine(
                machine.MachineId, machine.Pool, $"process in {folder.Of(machine.MachineId)}",
                running[folder.ConfigOf(machine.MachineId)].Any() ? SeenState.Running : File.Exists(folder.StartedOf(machine.MachineId)) ? SeenState.Ended : SeenState.Starting,
                new DateTimeOffset(Directory.GetCreationTimeUtc(folder.Of(machine.MachineId)), TimeSpan.Zero))),
        ]);
    }

    public async Task RemoveAsync(string machineId, CancellationToken ct)
    {
        if (!folder.Exists(machineId))
        {
            return;
        }

        await one.WaitAsync(ct);
        try
        {
            var since = time.GetTimestamp();
            while (Processes(machineId).ToList() is { Count: > 0 } processes)
            {
                processes.ForEach(HostProcesses.End);
                if (time.GetElapsedTime(since) > Ending)
                {
                    throw new IOException($"The runner of {machineId} does not end.");
                }

                await Task.Delay(20, ct);
            }

            folder.Delete(machineId);
        }
        finally
        {
            one.Release();
        }
    }

    public async Task<string?> LogAsync(string machineId, int maxBytes, CancellationToken ct)
    {
        if (!folder.Exists(machineId) || !File.Exists(folder.LogOf(machineId)))
        {
            return null;
        }

        await using var log = new FileStream(folder.LogOf(machineId), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Seek(Math.Max(0, log.Length - maxBytes), SeekOrigin.Begin);
        var bytes = new byte[Math.Min(maxBytes, log.Length)];
        var read = await log.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        var text = Encoding.UTF8.GetString(bytes, 0, read);
        return Encoding.UTF8.GetByteCount(text) > maxBytes ? text[(text.Length - maxBytes + 8)..] : text; // cut letters grow
    }

    public ValueTask DisposeAsync()
    {
        one.Dispose();
        return ValueTask.CompletedTask;
    }

    IEnumerable<int> Processes(string machineId) => HostProcesses.RunnersBelow(folder.Of(machineId))[folder.ConfigOf(machineId)];

    /// <summary>A moment after the start the shell is the runner. One that ended as fast is told by the list.</summary>
    async Task AppearAsync(string machineId, CancellationToken ct)
    {
        var since = time.GetTimestamp();
        while (!Processes(machineId).Any() && time.GetElapsedTime(since) < Appearing)
        {
            await Task.Delay(5, ct);
        }
    }
}
