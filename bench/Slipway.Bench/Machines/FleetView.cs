namespace Slipway.Bench.Machines;

/// <summary>What a policy sees at one moment.</summary>
/// <param name="Pending">Jobs that wait.</param>
/// <param name="Coming">Jobs that will wait soon, as far as a server can know: asked for only by who looks.</param>
sealed record FleetView(double Now, IReadOnlyList<SimMachine> Machines, int Pending, Func<int> Coming)
{
    public int Creating => Count(static (machine, now) => !machine.IsReady(now));

    public int Used => Count(static (machine, _) => machine.Job is not null);

    int Count(Func<SimMachine, double, bool> holds)
    {
        var count = 0;
        for (var index = 0; index < Machines.Count; index++)
        {
            count += holds(Machines[index], Now) ? 1 : 0;
        }

        return count;
    }
}

/// <summary>How machines are started and let go; a model of a manager.</summary>
interface IScalePolicy
{
    string Name { get; }

    /// <summary>Seconds between two looks where nothing happens.</summary>
    double Interval { get; }

    ScaleOrder Decide(FleetView view);
}

sealed record ScaleOrder(int Create, IReadOnlyList<SimMachine> Remove);
