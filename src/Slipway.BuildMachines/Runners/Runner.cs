namespace Slipway.BuildMachines.Runners;

/// <summary>A runner's row: one authentication token, and what it may take. Several machines may share it.</summary>
sealed class Runner
{
    public long Id { get; init; }

    public required string Description { get; set; }

    /// <summary>SHA-256 of the authentication token, lower-case hex.</summary>
    public required string TokenHash { get; set; }

    /// <summary>The projects whose jobs it takes; null: all of the instance's.</summary>
    public long[]? ProjectIds { get; set; }

    /// <summary>Sorted.</summary>
    public required string[] Tags { get; set; }

    /// <summary>Whether it takes jobs without tags.</summary>
    public required bool RunUntagged { get; set; }

    /// <summary>Takes only jobs of protected refs.</summary>
    public required bool Protected { get; set; }

    /// <summary>Its projects can't be changed.</summary>
    public required bool Locked { get; set; }

    public required bool Paused { get; set; }

    /// <summary>Seconds that a job may take on it at the most, or null.</summary>
    public int? MaximumTimeout { get; set; }

    public string? MaintenanceNote { get; set; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? RemovedAt { get; set; }

    /// <summary>The one machine of a pool that speaks as it; null for runners that people made.</summary>
    public string? MachineId { get; init; }
}

/// <summary>A machine that uses a runner's token, as it last described itself.</summary>
sealed class RunnerMachine
{
    public long Id { get; init; }

    public required long RunnerId { get; init; }

    /// <summary><c>s_</c> or <c>r_</c> and 12 characters; empty for runners before 16.</summary>
    public required string SystemId { get; init; }

    public string Version { get; set; } = "";

    public string Revision { get; set; } = "";

    public string Platform { get; set; } = "";

    public string Architecture { get; set; } = "";

    public string Executor { get; set; } = "";

    /// <summary>The names of the features that it said it has, sorted.</summary>
    public string[] Features { get; set; } = [];

    public required DateTimeOffset ContactedAt { get; set; }
}

/// <summary>A token of the older kind: who has it may register runners.</summary>
sealed class RegistrationToken
{
    public long Id { get; init; }

    public required string Hash { get; init; }

    /// <summary>Runners registered with it are this project's; null: the instance's.</summary>
    public long? ProjectId { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }
}
