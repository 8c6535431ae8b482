using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Slipway.BuildMachines.Pools;

/// <summary>A file of pools as it was applied. The newest one counts; the others are history, and say by what older machines were made.</summary>
sealed class PoolFileRow
{
    public long Id { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset AppliedAt { get; init; }

    public required string By { get; init; }
}

/// <summary>What makes a pool's machines what they are. While that stays the same, a pool may change in how many there are without a new revision.</summary>
sealed class PoolRevision
{
    public long Id { get; init; }

    public required string Pool { get; init; }

    /// <summary>The file that said so first.</summary>
    public required long FileId { get; init; }

    /// <summary>Of all that a machine is made of; see <see cref="PoolPrint"/>.</summary>
    public required string Print { get; init; }
}

/// <summary>Who manages a pool, and what is known of its starts.</summary>
sealed class PoolLeaseRow
{
    public required string Pool { get; init; }

    /// <summary>The manager's name; null where none has it.</summary>
    public string? Holder { get; set; }

    /// <summary>Goes up whenever the holder changes.</summary>
    public long Fence { get; set; }

    public DateTimeOffset Until { get; set; }

    public int Failures { get; set; }

    public DateTimeOffset? FailedAt { get; set; }

    public string? Failure { get; set; }
}

sealed class PoolMapping : IEntityTypeConfiguration<PoolFileRow>, IEntityTypeConfiguration<PoolRevision>, IEntityTypeConfiguration<PoolLeaseRow>
{
    public void Configure(EntityTypeBuilder<PoolFileRow> builder) => builder.ToTable("PoolFiles");

    public void Configure(EntityTypeBuilder<PoolRevision> builder)
    {
        builder.ToTable("PoolRevisions");
        builder.HasOne<PoolFileRow>().WithMany().HasForeignKey(revision => revision.FileId);
        builder.HasIndex(revision => new { revision.Pool, revision.Print }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<PoolLeaseRow> builder)
    {
        builder.ToTable("PoolLeases");
        builder.HasKey(lease => lease.Pool);
    }
}
