namespace Slipway.BuildMachines.Jobs;

/// <summary>One time that a job was given to a runner. Fenced: its token is its own, and dies when the attempt ends, however it ends.</summary>
sealed class JobAttempt
{
    public long Id { get; init; }

    public required long JobId { get; init; }

    /// <summary>From 1; with the job it names the trace.</summary>
    public required int Number { get; init; }

    /// <summary>SHA-256 of the token, lower-case hex.</summary>
    public required string TokenHash { get; init; }

    public required long RunnerId { get; init; }

    /// <summary>Which machine of the runner, as it names itself.</summary>
    public required string SystemId { get; init; }

    public required DateTimeOffset AssignedAt { get; init; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public AttemptEnd End { get; set; }
}

enum AttemptEnd
{
    Live = 0,
    Success = 1,
    Failed = 2,
    Canceled = 3,

    /// <summary>The runner never confirmed, or fell silent; the job was queued again.</summary>
    Lost = 4,
}
