using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Slipway.BuildMachines.Pipelines;

namespace Slipway.BuildMachines.Jobs;

sealed class JobMapping : IEntityTypeConfiguration<Job>, IEntityTypeConfiguration<JobDefinition>, IEntityTypeConfiguration<JobAttempt>
{
    public void Configure(EntityTypeBuilder<Job> builder)
    {
        builder.ToTable("Jobs");
        builder.HasOne<Pipeline>().WithMany().HasForeignKey(job => job.PipelineId);
        builder.HasOne<JobDefinition>().WithMany().HasForeignKey(job => job.DefinitionId);
        builder.HasIndex(job => new { job.PipelineId, job.Superseded });
        builder.HasIndex(job => job.State).HasFilter("\"State\" IN (1, 2, 3, 4, 5, 11)");
        builder.HasIndex(job => new { job.ProjectId, job.ResourceGroup }).HasFilter("\"ResourceGroup\" IS NOT NULL");
        builder.HasIndex(job => job.DownstreamPipelineId).HasFilter("\"DownstreamPipelineId\" IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<JobDefinition> builder) => builder.ToTable("JobDefinitions");

    public void Configure(EntityTypeBuilder<JobAttempt> builder)
    {
        builder.ToTable("JobAttempts");
        builder.HasOne<Job>().WithMany().HasForeignKey(attempt => attempt.JobId);
        builder.HasIndex(attempt => new { attempt.JobId, attempt.Number }).IsUnique();
        builder.HasIndex(attempt => attempt.TokenHash).IsUnique();
        builder.HasIndex(attempt => attempt.End).HasFilter("\"End\" = 0");
    }
}
