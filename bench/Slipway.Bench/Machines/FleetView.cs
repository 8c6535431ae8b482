namespace Slipway.Bench.Machines;

/// <summary>What a policy sees at one moment.</summary>
/// <param name="Pending">Jobs that wait.</param>
/// <param name="Coming">Jobs that will wait soon, as far as a server can know: asked for only by who looks.</param>
sealed record FleetView(double Now, IReadOnlyList<SimMachine> Machines, int Pending, Func<int> Coming)
{
    public int Idle => Machines.Count(machine => machine.IsIdle(Now));

    public int Creating => Machines.Count(machine => !machine.IsReady(Now));

    public int Used => Machines.Count(machine => machine.Job is not null);
}

/// <summary>How machines are started and let go; a model of a manager.</summary>
interface IScalePolicy
{
    string Name { get; }

    /// <summary>Seconds between two looks where nothing happens.</summary>
    double Interval { get; }

    /// <summary>Whether jobs are asked for only where an idle machine is there, and so wait at the server.</summary>
    ScaleOrder Decide(FleetView view);
}

sealed record ScaleOrder(int Create, IReadOnlyList<SimMachine> Remove);
