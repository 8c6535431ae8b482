namespace Slipway.Bench.Machines;

/// <summary>A machine in the simulator.</summary>
sealed class SimMachine(int id, double startedAt, double readyAt)
{
    public int Id => id;

    public double StartedAt => startedAt;

    public double ReadyAt { get; } = readyAt;

    public TraceJob? Job { get; set; }

    public double JobEndsAt { get; set; }

    public double IdleSince { get; set; } = readyAt;

    /// <summary>Jobs that it was given.</summary>
    public int Uses { get; set; }

    public bool IsReady(double now) => now >= ReadyAt;

    public bool IsIdle(double now) => Job is null && IsReady(now);
}
