using System.Collections.Concurrent;
using System.Globalization;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Qemu;

/// <summary>The virtual machines of this host. All that is known of them is in their folders and in /proc, so a server that was killed finds them again.</summary>
sealed class QemuProvider(QemuSettings settings, string root, InstanceId instance, TimeProvider time) : IMachineProvider
{
    const int Polls = 400;
    static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(25);
    readonly ConcurrentDictionary<string, SemaphoreSlim> gates = new(StringComparer.Ordinal);

    public ProviderFacts Facts => new(ListLag: TimeSpan.Zero, settings.StartWithin);

    public async Task<StartOutcome> StartAsync(MachineOrder order, CancellationToken ct)
    {
        var machine = new MachineFolder(root, order.MachineId);
        using var held = await HoldAsync(order.MachineId, ct);
        if (machine.Read() is { } facts)
        {
            if (facts.Instance != instance.Value)
                return new StartOutcome.Refused($"a machine {order.MachineId} is there already, and is not of this instance");
            if (File.Exists(machine.Errors) || machine.IsRemoving) // it was launched, and is never launched twice
                return new StartOutcome.Started(machine.Id);
        }

        if (!File.Exists(settings.Image))
            return new StartOutcome.Refused($"there is no image {settings.Image}");
        if (FreeMiB() is { } free && free < settings.MemoryMiB + settings.ReserveMiB)
            return new StartOutcome.NoRoom($"the host has {free} MiB of memory free; the machine needs {settings.MemoryMiB} and {settings.ReserveMiB} are kept");
        machine.Create(instance, order.Pool, time.GetUtcNow());
        await WriteSeedAsync(machine, order, ct);
        try
        {
            await QemuProcess.RunAsync("qemu-img", ["create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", settings.Image, machine.Disk, .. settings.DiskGiB is { } size ? [$"{size}G"] : (string[])[]], ct);
        }
        catch (IOException refused)
        {
            machine.Delete();
            return refused.Message.Contains("No space", StringComparison.Ordinal) ? new StartOutcome.NoRoom(refused.Message) : new StartOutcome.Refused(refused.Message);
        }

        await QemuProcess.StartAsync(machine, order.DieAfter, QemuCommand.Of(settings, machine), ct);
        return await AcceptedAsync(machine, ct);
    }

    public Task<IReadOnlyList<SeenMachine>> ListAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<SeenMachine>>(
    [
        .. MachineFolder.All(root).Select(machine => (Machine: machine, Facts: machine.Read())).Where(it => it.Facts?.Instance == instance.Value)
            .Select(it => Seen(it.Machine, it.Facts!.Value.Pool, it.Facts.Value.MadeAt)),
    ]);

    public async Task RemoveAsync(string machineId, CancellationToken ct)
    {
        var machine = new MachineFolder(root, machineId);
        using var held = await HoldAsync(machineId, ct);
        if (machine.Read() is not { } facts || facts.Instance != instance.Value)
            return;
        machine.MarkRemoving();
        await QemuProcess.EndAsync(machine, time, ct);
        machine.Delete();
    }

    public async Task<string?> LogAsync(string machineId, int maxBytes, CancellationToken ct)
    {
        var machine = new MachineFolder(root, machineId);
        if (machine.Read()?.Instance != instance.Value)
            return null;
        var tail = new Tail(maxBytes);
        foreach (var file in (string[])[machine.Errors, machine.Console])
        {
            if (File.Exists(file))
                await CopyEndAsync(file, tail, maxBytes, ct);
        }

        return tail.ToString();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    async Task<StartOutcome> AcceptedAsync(MachineFolder machine, CancellationToken ct)
    {
        for (var polls = 0; polls < Polls; polls++)
        {
            if (QemuProcess.IsRunning(machine))
                return new StartOutcome.Started(machine.Id);
            if (QemuProcess.Of(machine).Count == 0 && File.Exists(machine.Errors) && new FileInfo(machine.Errors).Length > 0)
                break;
            await Task.Delay(s_poll, time, ct);
        }

        if (QemuProcess.Of(machine).Count > 0)
            return new StartOutcome.Started(machine.Id); // a busy host; the list says when it runs
        var why = File.Exists(machine.Errors) ? (await File.ReadAllTextAsync(machine.Errors, ct)).Trim() : "";
        machine.MarkRemoving();
        await QemuProcess.EndAsync(machine, time, ct);
        machine.Delete();
        return why.Contains("memory", StringComparison.OrdinalIgnoreCase) ? new StartOutcome.NoRoom(why) : new StartOutcome.Refused(why.Length > 0 ? why : "QEMU did not start");
    }

    async Task WriteSeedAsync(MachineFolder machine, MachineOrder order, CancellationToken ct)
    {
        Directory.CreateDirectory(machine.Seed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await File.WriteAllTextAsync(Path.Combine(machine.Seed, "meta-data"), CloudConfig.MetaData(order), ct);
        await File.WriteAllTextAsync(Path.Combine(machine.Seed, "user-data"), CloudConfig.UserData(order, settings.ConfigPath, settings.Prepare), ct);
    }

    static SeenMachine Seen(MachineFolder machine, string pool, DateTimeOffset madeAt)
    {
        var state = machine.IsRemoving ? SeenState.Removing
            : QemuProcess.IsRunning(machine) ? SeenState.Running
            : File.Exists(machine.Errors) && QemuProcess.Of(machine).Count == 0 ? SeenState.Ended
            : SeenState.Starting;
        return new SeenMachine(machine.Id, pool, machine.Id, state, madeAt, state == SeenState.Ended ? "the virtual machine powered off, or was killed" : null);
    }

    async Task<Releaser> HoldAsync(string machineId, CancellationToken ct)
    {
        var gate = gates.GetOrAdd(machineId, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(ct);
        return new Releaser(gate);
    }

    static async Task CopyEndAsync(string file, Tail tail, int maxBytes, CancellationToken ct)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(Math.Max(0, stream.Length - maxBytes), SeekOrigin.Begin);
        var buffer = new byte[32 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, ct)) > 0;)
            tail.Append(buffer.AsSpan(0, read));
    }

    static long? FreeMiB()
    {
        var line = File.Exists("/proc/meminfo") ? File.ReadLines("/proc/meminfo").FirstOrDefault(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal)) : null;
        return line is not null && long.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture, out var kib) ? kib / 1024 : null;
    }

    readonly struct Releaser(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
