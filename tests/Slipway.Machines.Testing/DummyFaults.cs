namespace Slipway.Machines.Testing;

/// <summary>How often each thing goes wrong at a <see cref="DummyPlace"/>: chances from 0 to 1.</summary>
public sealed record DummyFaults
{
    public static DummyFaults None { get; } = new();

    /// <summary>The machine is made, and the answer is lost.</summary>
    public double AnswerLost { get; init; }

    /// <summary>The call fails, and nothing is made.</summary>
    public double CallFails { get; init; }

    /// <summary>The call fails, and the machine is made later all the same, at the time <see cref="Late"/> from now at the most.</summary>
    public double StartLate { get; init; }

    public double NoRoom { get; init; }

    public double Refused { get; init; }

    /// <summary>A machine that was made never runs.</summary>
    public double StillBorn { get; init; }

    public double ListFails { get; init; }

    /// <summary>What was made shows in the list only after a part of <see cref="Late"/>, and what was removed is shown so long.</summary>
    public double ListLate { get; init; }

    public double RemoveFails { get; init; }

    /// <summary>The removal is answered with success, and the machine stays.</summary>
    public double RemoveIgnored { get; init; }

    public TimeSpan Late { get; init; } = TimeSpan.FromSeconds(30);
}
