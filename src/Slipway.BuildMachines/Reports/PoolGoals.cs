using Slipway.Contracts.BuildMachines;

namespace Slipway.BuildMachines.Reports;

/// <summary>
/// What a pool is held to: of the jobs of 24 hours 90 % begin within 120 seconds and less than 0.5 % fail by the fault of machines, none waits ten
/// minutes, the provider answers, and what is to be removed goes.
/// </summary>
static class PoolGoals
{
    /// <summary>Below so many jobs a share says nothing.</summary>
    public const int EnoughJobs = 20;

    public const double InTime = 0.9;
    public const double Errors = 0.005;
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(120);
    static readonly TimeSpan Never = TimeSpan.FromMinutes(10);

    /// <param name="waiting">Jobs that wait longer than <see cref="Soon"/> now; they count in the day's share.</param>
    /// <param name="oldest">How long the one that waits longest does.</param>
    /// <param name="stuck">Machines whose removal fails and fails.</param>
    /// <param name="trouble">Why the provider can't be asked; null where it can.</param>
    public static IReadOnlyList<PoolAlert> Missed(PoolDay day, int waiting, TimeSpan oldest, int stuck, string? trouble)
    {
        var missed = new List<PoolAlert>();
        if (day.Jobs + waiting >= EnoughJobs && day.InTime < InTime)
        {
            missed.Add(new PoolAlert("wait", FormattableString.Invariant($"Of the jobs of 24 hours {day.InTime:P1} began within 120 seconds; the goal is 90 %.")));
        }

        if (oldest > Never)
        {
            missed.Add(new PoolAlert("oldest", FormattableString.Invariant($"A job waits for {oldest.TotalMinutes:0} minutes.")));
        }

        if (day.Jobs >= EnoughJobs && day.Errors >= Errors)
        {
            missed.Add(new PoolAlert("errors", FormattableString.Invariant($"Of the attempts of 24 hours {day.Errors:P2} failed by the fault of machines; the goal is less than 0.5 %.")));
        }

        if (stuck > 0)
        {
            missed.Add(new PoolAlert("removal", $"{stuck} {(stuck == 1 ? "machine" : "machines")} can't be removed, and may cost money."));
        }

        if (trouble is not null)
        {
            missed.Add(new PoolAlert("provider", $"Its provider can't be asked: {trouble}"));
        }

        return missed;
    }
}

/// <summary>The goals that were missed when somebody last looked: by pool and goal.</summary>
sealed class PoolAlerts
{
    public IReadOnlyList<(string Pool, string Goal)> Now { get; set; } = [];
}
