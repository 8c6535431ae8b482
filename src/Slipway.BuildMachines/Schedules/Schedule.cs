using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Slipway.BuildMachines.Schedules;

/// <summary>A pipeline that runs by itself at certain times, as its owner.</summary>
sealed class Schedule
{
    public long Id { get; init; }

    public required long ProjectId { get; init; }

    public required string Description { get; set; }

    /// <summary>A branch or tag.</summary>
    public required string Ref { get; set; }

    /// <summary>Five fields; see <see cref="CronTime"/>.</summary>
    public required string Cron { get; set; }

    /// <summary>As <c>Europe/Berlin</c>.</summary>
    public required string TimeZone { get; set; }

    public required bool Active { get; set; }

    /// <summary>Whose name its pipelines run under.</summary>
    public required string Owner { get; set; }

    /// <summary>The user that this is, if it is one.</summary>
    public long? OwnerId { get; set; }

    public byte[]? SealedVariables { get; set; }

    /// <summary>Null while it is not active.</summary>
    public DateTimeOffset? NextRunAt { get; set; }

    public DateTimeOffset? LastRunAt { get; set; }

    public long? LastPipelineId { get; set; }

    /// <summary>Why its last run made no pipeline.</summary>
    public string? LastOutcome { get; set; }
}

sealed class ScheduleMapping : IEntityTypeConfiguration<Schedule>
{
    public void Configure(EntityTypeBuilder<Schedule> builder)
    {
        builder.ToTable("Schedules");
        builder.HasIndex(schedule => schedule.ProjectId);
        builder.HasIndex(schedule => schedule.NextRunAt).HasFilter("\"NextRunAt\" IS NOT NULL");
    }
}
