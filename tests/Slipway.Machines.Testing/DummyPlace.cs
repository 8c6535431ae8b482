using Slipway.Platform.Machines;

namespace Slipway.Machines.Testing;

/// <summary>
/// A place in memory that outlives its managers, as a cloud does, and goes wrong as often as it is told to. What it does follows from its seed and
/// its clock alone. Its list is late, its answers get lost, its starts come late: but it starts no id twice, and never forgets a machine.
/// </summary>
public sealed class DummyPlace(TimeProvider time, Random random) : ConformancePlace
{
    readonly Lock gate = new();
    readonly Dictionary<string, DummyMachine> machines = new(StringComparer.Ordinal);
    readonly List<(InstanceId Instance, string MachineId, string Pool, DateTimeOffset Until)> removed = [];
    readonly List<(DateTimeOffset At, InstanceId Instance, MachineOrder Order)> late = [];

    public DummyFaults Faults { get; set; } = DummyFaults.None;

    public int? Capacity { get; init; }

    /// <summary>From the start to when a machine runs.</summary>
    public TimeSpan Boot { get; set; }

    /// <summary>How many machines were made in all.</summary>
    public int Made { get; private set; }

    /// <summary>The most that were there at one time.</summary>
    public int Most { get; private set; }

    /// <summary>What is really there now, whatever the list says.</summary>
    public IReadOnlyList<DummyMachine> Machines
    {
        get
        {
            lock (gate)
            {
                Arrive();
                return [.. machines.Values];
            }
        }
    }

    /// <summary>Starts whose call failed and that may still come.</summary>
    public int Underway
    {
        get
        {
            lock (gate)
            {
                Arrive();
                return late.Count;
            }
        }
    }

    public override IMachineProvider Open(InstanceId instance) => new DummyProvider(this, instance);

    public override Task<bool> EndAsync(string machineId)
    {
        lock (gate)
        {
            if (machines.TryGetValue(machineId, out var machine))
            {
                machine.Ended = true;
            }

            return Task.FromResult(machine is not null);
        }
    }

    public override Task<byte[]?> ConfigOfAsync(string machineId)
    {
        lock (gate)
        {
            return Task.FromResult(machines.GetValueOrDefault(machineId)?.Order.Runner.Config);
        }
    }

    internal StartOutcome Start(InstanceId instance, MachineOrder order)
    {
        lock (gate)
        {
            Arrive();
            if (machines.ContainsKey(order.MachineId))
            {
                return Chance(Faults.AnswerLost) ? throw new IOException("the answer was lost") : new StartOutcome.Started($"dummy-{order.MachineId}");
            }

            if (Chance(Faults.CallFails))
            {
                throw new IOException("the call failed");
            }

            if (Chance(Faults.StartLate))
            {
                late.Add((time.GetUtcNow() + (random.NextDouble() * Faults.Late), instance, order));
                throw new IOException("the call took too long");
            }

            if (Chance(Faults.Refused))
            {
                return new StartOutcome.Refused("there is no such image");
            }

            if (machines.Count >= Capacity || Chance(Faults.NoRoom))
            {
                return new StartOutcome.NoRoom("the quota is used up");
            }

            Make(instance, order);
            return Chance(Faults.AnswerLost) ? throw new IOException("the answer was lost") : new StartOutcome.Started($"dummy-{order.MachineId}");
        }
    }

    internal IReadOnlyList<SeenMachine> List(InstanceId instance)
    {
        lock (gate)
        {
            Arrive();
            if (Chance(Faults.ListFails))
            {
                throw new IOException("the list could not be had");
            }

            var now = time.GetUtcNow();
            return
            [
                .. machines.Values.Where(machine => machine.Instance == instance && machine.ShownFrom <= now)
                    .Select(machine => new SeenMachine(
                        machine.Order.MachineId, machine.Order.Pool, $"dummy-{machine.Order.MachineId}",
                        machine.Ended ? SeenState.Ended : machine.RunsFrom <= now ? SeenState.Running : SeenState.Starting, machine.MadeAt)),
                .. removed.Where(gone => gone.Instance == instance && gone.Until > now).Select(gone => new SeenMachine(gone.MachineId, gone.Pool, $"dummy-{gone.MachineId}", SeenState.Removing, null)),
            ];
        }
    }

    internal void Remove(InstanceId instance, string machineId)
    {
        lock (gate)
        {
            Arrive();
            if (Chance(Faults.RemoveFails))
            {
                throw new IOException("the removal failed");
            }

            if (Chance(Faults.RemoveIgnored) || !machines.TryGetValue(machineId, out var machine) || machine.Instance != instance)
            {
                return;
            }

            machines.Remove(machineId);
            if (Chance(Faults.ListLate))
            {
                removed.Add((instance, machineId, machine.Order.Pool, time.GetUtcNow() + (random.NextDouble() * Faults.Late)));
            }
        }
    }

    internal string? Log(InstanceId instance, string machineId, int maxBytes)
    {
        lock (gate)
        {
            var text = $"the dummy machine {machineId} booted";
            return machines.TryGetValue(machineId, out var machine) && machine.Instance == instance ? text[..Math.Min(maxBytes, text.Length)] : null;
        }
    }

    void Arrive()
    {
        var now = time.GetUtcNow();
        foreach (var start in late.Where(start => start.At <= now).ToList())
        {
            late.Remove(start);
            if (!machines.ContainsKey(start.Order.MachineId))
            {
                Make(start.Instance, start.Order);
            }
        }
    }

    void Make(InstanceId instance, MachineOrder order)
    {
        var now = time.GetUtcNow();
        machines.Add(order.MachineId, new DummyMachine(instance, order, now)
        {
            RunsFrom = Chance(Faults.StillBorn) ? DateTimeOffset.MaxValue : now + Boot,
            ShownFrom = Chance(Faults.ListLate) ? now + (random.NextDouble() * Faults.Late) : now,
        });
        (Made, Most) = (Made + 1, Math.Max(Most, machines.Count));
    }

    bool Chance(double of) => of > 0 && random.NextDouble() < of;
}

/// <summary>A machine at a <see cref="DummyPlace"/>.</summary>
public sealed class DummyMachine(InstanceId instance, MachineOrder order, DateTimeOffset madeAt)
{
    public InstanceId Instance => instance;

    public MachineOrder Order => order;

    public DateTimeOffset MadeAt => madeAt;

    public DateTimeOffset RunsFrom { get; init; }

    public DateTimeOffset ShownFrom { get; init; }

    public bool Ended { get; set; }
}
