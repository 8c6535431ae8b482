using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Slipway.BuildMachines.Reports;

/// <summary>A pool at one minute, for the chart.</summary>
sealed class PoolSample
{
    public long Id { get; init; }

    public required string Pool { get; init; }

    public required DateTimeOffset At { get; init; }

    public required int Demand { get; init; }

    public required int Capacity { get; init; }

    public required int Idle { get; init; }

    public required double WaitSeconds { get; init; }
}

sealed class PoolSampleMapping : IEntityTypeConfiguration<PoolSample>
{
    public void Configure(EntityTypeBuilder<PoolSample> builder)
    {
        builder.ToTable("PoolSamples");
        builder.HasIndex(sample => new { sample.Pool, sample.At });
    }
}
