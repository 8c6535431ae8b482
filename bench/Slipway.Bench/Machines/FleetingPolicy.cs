namespace Slipway.Bench.Machines;

/// <summary>
/// GitLab Runner's fleeting with taskscaler: instances for what is in use, reserved or accepted, and the idle count or the scale factor's part, whichever is
/// more. Preemptive (the default with an idle count): a job is asked for only where capacity is ready. Else jobs are accepted at once, and each counts as
/// demand. Policies with periods change the idle count by the hour.
/// </summary>
sealed record FleetingPolicy(IdlePlan Plan, double ScaleFactor, bool Preemptive, double IdleTime) : IScalePolicy
{
    public string Name => $"fleeting, idle_count {Plan}{(ScaleFactor > 0 ? $", scale_factor {ScaleFactor}" : "")}, preemptive {(Preemptive ? "on" : "off")}, idle_time {IdleTime / 60:0} min";

    public double Interval => 2; // while it expects a change

    public ScaleOrder Decide(FleetView view)
    {
        var used = view.Used;
        var idle = Math.Max(Plan.At(view.Now), (int)Math.Ceiling(used * ScaleFactor));
        var wanted = used + idle + (Preemptive ? 0 : view.Pending);
        var spare = view.Machines.Count - wanted;
        return new ScaleOrder(
            Math.Max(0, -spare),
            spare <= 0 ? [] : [.. view.Machines.Where(machine => machine.IsIdle(view.Now) && view.Now - machine.IdleSince > IdleTime).OrderBy(machine => machine.IdleSince).Take(spare)]);
    }
}
