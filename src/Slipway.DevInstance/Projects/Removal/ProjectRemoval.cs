namespace Slipway.DevInstance.Projects.Removal;

/// <summary>A project that was deleted, until everything that hung on it is gone as well (an outbox).</summary>
sealed class ProjectRemoval
{
    /// <summary>The project's number; its row is gone, and no other gets it.</summary>
    public required long ProjectId { get; init; }

    /// <summary><c>owner/name</c></summary>
    public required string Path { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>All was gone once; what was being made at that time is looked for a last time.</summary>
    public bool Gone { get; set; }

    public int Attempts { get; set; }

    public required DateTimeOffset NextTryAt { get; set; }

    public Contracts.DevInstance.RemovedProject Facts => new(ProjectId, Path, At);
}
