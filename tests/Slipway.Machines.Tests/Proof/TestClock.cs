namespace Slipway.Machines.Tests.Proof;

/// <summary>A clock that others set, also back.</summary>
sealed class TestClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>Another clock, and how wrong it is.</summary>
sealed class WrongClock(TimeProvider right) : TimeProvider
{
    public TimeSpan Skew { get; set; }

    public override DateTimeOffset GetUtcNow() => right.GetUtcNow() + Skew;
}
