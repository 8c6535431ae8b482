namespace Slipway.Bench.Machines;

/// <summary>How many idle machines a peer's administrator asks for, by the hour: both peers know periods, so their administrators may know the day as well as ours.</summary>
/// <param name="Base">At all other times.</param>
/// <param name="Day">Between eight and six, or at the hours of releases.</param>
/// <param name="ReleaseHours">Whether <paramref name="Day"/> holds only from ten to 12:20 and from two to 16:20, when releases are made.</param>
/// <param name="Nightly">From 01:25 to 02:10, when the nightly build is: as many machines as it has jobs.</param>
sealed record IdlePlan(int Base, int? Day = null, bool ReleaseHours = false, int? Nightly = null)
{
    /// <summary>All that a peer is tried with, decided on before any was run.</summary>
    public static IReadOnlyList<IdlePlan> Grid { get; } =
    [
        .. from plan in (IdlePlan[])
            [
                .. from idle in (int[])[0, 2, 5, 10, 20, 40, 80, 120] select new IdlePlan(idle),
                .. from idle in (int[])[5, 10, 20, 40, 80, 120] select new IdlePlan(2, idle),
                .. from idle in (int[])[20, 40, 80, 120] from others in (int[])[2, 5, 10] select new IdlePlan(others, idle, ReleaseHours: true),
            ]
            from nightly in (int?[])[null, 40]
            select plan with { Nightly = nightly },
    ];

    /// <param name="now">Seconds from Monday, 00:00.</param>
    public int At(double now)
    {
        var hour = now % JobTrace.Day / 3600;
        return Nightly is { } night && hour is >= 1 + (25 / 60.0) and < 2 + (10 / 60.0) ? Math.Max(night, Base)
            : Day is { } day && (ReleaseHours ? hour is (>= 10 and < 12 + (20 / 60.0)) or (>= 14 and < 16 + (20 / 60.0)) : hour is >= 8 and < 18) ? day
            : Base;
    }

    public override string ToString() => $"{Base}{(Day is { } day ? $" ({day} {(ReleaseHours ? "when releases are made" : "from 8 to 18 h")})" : "")}{(Nightly is { } night ? $" ({night} for the nightly build)" : "")}";
}
