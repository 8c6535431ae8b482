namespace Slipway.BuildMachines.Machines;

/// <summary>One step in a machine's life, kept.</summary>
sealed class MachineEvent
{
    public long Id { get; init; }

    public required string MachineId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required MachinePhase Phase { get; init; }

    public required string Code { get; init; }

    public required string Reason { get; init; }

    /// <summary>The job that it is about, where it is about one.</summary>
    public long? JobId { get; init; }

    public static MachineEvent Of(Machine machine, DateTimeOffset at, long? jobId = null) => new()
    {
        MachineId = machine.Id,
        At = at,
        Phase = machine.Phase,
        Code = machine.Code,
        Reason = machine.Reason,
        JobId = jobId,
    };
}
