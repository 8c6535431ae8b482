namespace Slipway.Bench.Machines;

/// <summary>
/// GitLab Runner's docker+machine (executors/docker/machine/idle_limit_strategy.go): machines are made until as many are available (acquired, creating, idle)
/// as IdleCount says, bounded by the in-use ones times IdleScaleFactor above IdleCountMin; with IdleCount 0 one is made for each job. An idle machine
/// goes when it was idle for IdleTime and that many are available without it. Periods change IdleCount by the hour.
/// </summary>
sealed record DockerMachinePolicy(IdlePlan Plan, double ScaleFactor, double IdleTime) : IScalePolicy
{
    public string Name => $"docker+machine, IdleCount {Plan}{(ScaleFactor > 0 ? $", IdleScaleFactor {ScaleFactor}" : "")}, IdleTime {IdleTime / 60:0} min";

    public double Interval => 3; // check_interval

    public ScaleOrder Decide(FleetView view)
    {
        var idle = Plan.At(view.Now);
        var removed = new List<SimMachine>();
        var used = view.Used;
        // Counted as it walks over the machines, so that those that it came to before are available.
        var available = view.Creating;
        foreach (var machine in view.Machines)
        {
            if (!machine.IsIdle(view.Now))
            {
                continue;
            }

            if (view.Now - machine.IdleSince > IdleTime && Exceeded(idle, available, used))
            {
                removed.Add(machine);
            }
            else
            {
                available++;
            }
        }

        if (idle == 0)
        {
            // The job is taken, and its machine made in it: one for each that no free machine has.
            return new ScaleOrder(Math.Max(0, view.Pending - available), removed);
        }

        var create = 0;
        while (!Exceeded(idle, available + create, used) && create < 1000)
        {
            create++;
        }

        return new ScaleOrder(create, removed);
    }

    bool Exceeded(int idle, int available, int used) => available >= idle || (ScaleFactor > 0 && available >= 1 && available >= (int)(used * ScaleFactor));
}
