using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Slipway.BuildMachines.Jobs;
using Slipway.Contracts.DevInstance;
using Slipway.Pipelines.Jobs;

namespace Slipway.BuildMachines.Artifacts;

/// <summary>A file that a job left behind. Of each type a job has one.</summary>
sealed class Artifact
{
    public long Id { get; init; }

    public required long JobId { get; init; }

    /// <summary>archive, or a report's: junit, dotenv, ...</summary>
    public required string Type { get; init; }

    /// <summary>zip, gzip, raw, zipzstd or tarzstd.</summary>
    public required string Format { get; set; }

    public required string FileName { get; set; }

    public required long Size { get; set; }

    /// <summary>Names the blob; lower-case hex.</summary>
    public required string Sha256 { get; set; }

    /// <summary>Who of those that may read the project may have it. Jobs of the project always may.</summary>
    public ArtifactAccess Access { get; init; }

    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>Null: kept for good.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    public bool Expired(DateTimeOffset now) => ExpiresAt <= now;

    public bool IsFor(ProjectRole role) => Access switch
    {
        ArtifactAccess.All => true,
        ArtifactAccess.Developer => role >= ProjectRole.Developer,
        ArtifactAccess.Maintainer => role >= ProjectRole.Maintainer,
        _ => false,
    };
}

/// <summary>A line of a dotenv report: later jobs get it as a variable.</summary>
sealed class DotenvVariable
{
    public long Id { get; init; }

    public required long JobId { get; init; }

    public required string Key { get; init; }

    public required string Value { get; init; }
}

sealed class ArtifactMapping : IEntityTypeConfiguration<Artifact>, IEntityTypeConfiguration<DotenvVariable>
{
    public void Configure(EntityTypeBuilder<Artifact> builder)
    {
        builder.ToTable("Artifacts");
        builder.HasOne<Job>().WithMany().HasForeignKey(file => file.JobId);
        builder.HasIndex(file => new { file.JobId, file.Type }).IsUnique();
        builder.HasIndex(file => file.Sha256);
        builder.HasIndex(file => file.ExpiresAt).HasFilter("\"ExpiresAt\" IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<DotenvVariable> builder)
    {
        builder.ToTable("DotenvVariables");
        builder.HasOne<Job>().WithMany().HasForeignKey(variable => variable.JobId);
        builder.HasIndex(variable => new { variable.JobId, variable.Key }).IsUnique();
    }
}
