using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Slipway.Upkeep.Duties;

/// <summary>What the server does for a project at certain times, as a bot. There is a row once somebody turned it on.</summary>
sealed class Duty
{
    public const string NightlyCron = "17 2 * * *";
    public const string UsualFile = "support/known_hosts";

    public long Id { get; init; }

    public required long ProjectId { get; init; }

    public required DutyKind Kind { get; init; }

    public bool Active { get; set; }

    /// <summary>Five fields, as pipeline schedules have them.</summary>
    public string Cron { get; set; } = NightlyCron;

    public string TimeZone { get; set; } = "UTC";

    /// <summary>A line each; empty: the default branch.</summary>
    public string Branches { get; set; } = "";

    /// <summary>Of known-hosts; in the project.</summary>
    public string File { get; set; } = UsualFile;

    /// <summary>A line each.</summary>
    public string Reviewers { get; set; } = "";

    /// <summary>Who turned it on: asked to review where nobody else is named.</summary>
    public required string Owner { get; set; }

    /// <summary>The bot's token, for this project alone; null while it is off.</summary>
    public long? TokenId { get; set; }

    /// <summary>Its value, sealed with <see cref="Purpose"/>.</summary>
    public byte[]? SealedToken { get; set; }

    /// <summary>Null while it is off.</summary>
    public DateTimeOffset? NextRunAt { get; set; }

    /// <summary>Failed runs in a row.</summary>
    public int Failures { get; set; }

    public string Purpose => $"upkeep:{ProjectId}:{DutyWords.Of(Kind)}";

    public static IReadOnlyList<string> Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

sealed class DutyMapping : IEntityTypeConfiguration<Duty>
{
    public void Configure(EntityTypeBuilder<Duty> builder)
    {
        builder.ToTable("UpkeepDuties");
        builder.HasIndex(duty => new { duty.ProjectId, duty.Kind }).IsUnique();
        builder.HasIndex(duty => duty.NextRunAt).HasFilter("\"NextRunAt\" IS NOT NULL");
        builder.Ignore(duty => duty.Purpose);
    }
}
