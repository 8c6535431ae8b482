using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Slipway.Upkeep.Duties;

namespace Slipway.Upkeep.Runs;

/// <summary>One run of a duty, from when it is wanted.</summary>
sealed class UpkeepRun
{
    public long Id { get; init; }

    public required long DutyId { get; init; }

    public required long ProjectId { get; init; }

    public required DutyKind Kind { get; init; }

    public required RunState State { get; set; }

    /// <summary>Who asked for it; null: the clock.</summary>
    public string? By { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary><c>nothing</c>, <c>proposed</c> or <c>attention</c>; null where it did not come to its end.</summary>
    public string? Outcome { get; set; }

    /// <summary>Why it failed.</summary>
    public string? Code { get; set; }

    public string? Reason { get; set; }

    /// <summary>JSON of <see cref="RunReport"/>.</summary>
    public string? Report { get; set; }

    /// <summary>The end of it.</summary>
    public string Log { get; set; } = "";
}

sealed class UpkeepRunMapping : IEntityTypeConfiguration<UpkeepRun>
{
    public void Configure(EntityTypeBuilder<UpkeepRun> builder)
    {
        builder.ToTable("UpkeepRuns");
        builder.HasOne<Duty>().WithMany().HasForeignKey(run => run.DutyId);
        builder.HasIndex(run => new { run.ProjectId, run.Id });
        // One at a time for each duty, whoever asks.
        builder.HasIndex(run => run.DutyId).IsUnique().HasFilter("\"State\" < 2").HasDatabaseName("IX_UpkeepRuns_Live");
        builder.Property(run => run.Code).HasMaxLength(100);
    }
}
