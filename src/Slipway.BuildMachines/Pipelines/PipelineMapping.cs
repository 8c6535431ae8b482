using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Slipway.BuildMachines.Pipelines;

sealed class PipelineMapping : IEntityTypeConfiguration<Pipeline>, IEntityTypeConfiguration<PipelineEvent>
{
    public void Configure(EntityTypeBuilder<Pipeline> builder)
    {
        builder.ToTable("Pipelines");
        builder.HasIndex(pipeline => new { pipeline.ProjectId, pipeline.Key }).IsUnique();
        builder.HasIndex(pipeline => new { pipeline.ProjectId, pipeline.Number }).IsUnique();
        builder.HasIndex(pipeline => new { pipeline.ProjectId, pipeline.Commit });
        builder.HasIndex(pipeline => new { pipeline.ProjectId, pipeline.FullRef });
    }

    public void Configure(EntityTypeBuilder<PipelineEvent> builder) => builder.ToTable("PipelineEvents");
}
