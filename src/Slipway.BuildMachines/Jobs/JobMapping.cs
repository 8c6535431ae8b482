using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Slipway.BuildMachines.Pipelines;

namespace Slipway.BuildMachines.Jobs;

sealed class JobMapping : IEntityTypeConfiguration<Job>, IEntityTypeConfiguration<JobDefinition>, IEntityTypeConfiguration<NeedEdge>, IEntityTypeConfiguration<JobAttempt>
{
    public void Configure(EntityTypeBuilder<Job> builder)
    {
        builder.ToTable("Jobs");
        builder.Ignore(job => job.Doer);
        builder.HasOne<Pipeline>().WithMany().HasForeignKey(job => job.PipelineId);
        builder.HasOne<JobDefinition>().WithMany().HasForeignKey(job => job.DefinitionId);
        builder.HasIndex(job => new { job.PipelineId, job.StageIndex, job.State, job.AllowFailure, job.Superseded }); // all that StageTally reads
        builder.HasIndex(job => job.State); // whole: SQLite does not see that one state is among a filter's several
        builder.HasIndex(job => new { job.ProjectId, job.Name }).HasFilter("\"State\" = 6"); // what a job usually takes is asked by its name
        builder.HasIndex(job => new { job.ProjectId, job.ResourceGroup }).HasFilter("\"ResourceGroup\" IS NOT NULL");
        builder.HasIndex(job => job.DownstreamPipelineId).HasFilter("\"DownstreamPipelineId\" IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<JobDefinition> builder) => builder.ToTable("JobDefinitions");

    public void Configure(EntityTypeBuilder<NeedEdge> builder)
    {
        builder.ToTable("NeedEdges");
        builder.HasKey(edge => new { edge.NeededId, edge.DependentId });
        builder.HasOne<JobDefinition>().WithMany().HasForeignKey(edge => edge.NeededId);
        builder.HasOne<JobDefinition>().WithMany().HasForeignKey(edge => edge.DependentId);
        builder.HasIndex(edge => new { edge.DependentId, edge.NeededId });
    }

    public void Configure(EntityTypeBuilder<JobAttempt> builder)
    {
        builder.ToTable("JobAttempts");
        builder.HasOne<Job>().WithMany().HasForeignKey(attempt => attempt.JobId);
        builder.HasIndex(attempt => new { attempt.JobId, attempt.Number }).IsUnique();
        builder.HasIndex(attempt => attempt.TokenHash).IsUnique();
        builder.HasIndex(attempt => attempt.End).HasFilter("\"End\" = 0");
    }
}
