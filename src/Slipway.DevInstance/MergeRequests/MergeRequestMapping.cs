using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Slipway.DevInstance.MergeRequests.Approvals;
using Slipway.DevInstance.MergeRequests.Comments;
using Slipway.DevInstance.MergeRequests.Queue;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.MergeRequests;

sealed class MergeRequestMapping :
    IEntityTypeConfiguration<MergeRequest>, IEntityTypeConfiguration<MergeRules>, IEntityTypeConfiguration<Approval>, IEntityTypeConfiguration<Comment>,
    IEntityTypeConfiguration<QueueEntry>
{
    public void Configure(EntityTypeBuilder<MergeRequest> builder)
    {
        builder.ToTable("MergeRequests");
        builder.HasOne<Project>().WithMany().HasForeignKey(one => one.ProjectId);
        builder.HasIndex(one => new { one.ProjectId, one.Number }).IsUnique();
        builder.HasIndex(one => new { one.ProjectId, one.State });
        builder.HasIndex(one => one.State);
        builder.Property(one => one.SourceBranch).HasMaxLength(255);
        builder.Property(one => one.TargetBranch).HasMaxLength(255);
        builder.Property(one => one.Title).HasMaxLength(MergeRequestTitle.Longest);
        builder.Property(one => one.Author).HasMaxLength(200);
        builder.Property(one => one.MergedBy).HasMaxLength(200);
        builder.Property(one => one.PendingBy).HasMaxLength(200);
        builder.Property(one => one.AutoMergeBy).HasMaxLength(200);
        builder.Property(one => one.SourceCommit).HasMaxLength(64);
        builder.Property(one => one.TargetCommit).HasMaxLength(64);
        builder.Property(one => one.MergeCommit).HasMaxLength(64);
        builder.Property(one => one.PendingCommit).HasMaxLength(64);
        builder.Property(one => one.PipelineCommit).HasMaxLength(64);
        builder.Ignore(one => one.IsDraft).Ignore(one => one.SourceRef).Ignore(one => one.TargetRef).Ignore(one => one.HeadRef).Ignore(one => one.TrainRef);
    }

    public void Configure(EntityTypeBuilder<MergeRules> builder)
    {
        builder.ToTable("MergeRules");
        builder.HasKey(rules => rules.ProjectId);
        builder.HasOne<Project>().WithOne().HasForeignKey<MergeRules>(rules => rules.ProjectId);
    }

    public void Configure(EntityTypeBuilder<Approval> builder)
    {
        builder.ToTable("MergeApprovals");
        builder.HasOne<MergeRequest>().WithMany().HasForeignKey(one => one.MergeRequestId);
        builder.HasIndex(one => new { one.MergeRequestId, one.UserId }).IsUnique();
        builder.Property(one => one.User).HasMaxLength(200);
        builder.Property(one => one.Commit).HasMaxLength(64);
    }

    public void Configure(EntityTypeBuilder<Comment> builder)
    {
        builder.ToTable("MergeComments");
        builder.HasOne<MergeRequest>().WithMany().HasForeignKey(one => one.MergeRequestId);
        builder.HasIndex(one => new { one.MergeRequestId, one.Id });
        builder.Property(one => one.Author).HasMaxLength(200);
        builder.Property(one => one.Commit).HasMaxLength(64);
    }

    public void Configure(EntityTypeBuilder<QueueEntry> builder)
    {
        builder.ToTable("MergeQueue");
        builder.HasOne<Project>().WithMany().HasForeignKey(one => one.ProjectId);
        builder.HasOne<MergeRequest>().WithMany().HasForeignKey(one => one.MergeRequestId);
        builder.HasIndex(one => new { one.MergeRequestId, one.Id });
        builder.HasIndex(one => one.End);
        builder.Property(one => one.TargetBranch).HasMaxLength(255);
        builder.Property(one => one.By).HasMaxLength(200);
        builder.Property(one => one.SourceCommit).HasMaxLength(64);
        builder.Property(one => one.Commit).HasMaxLength(64);
        builder.Property(one => one.Base).HasMaxLength(64);
    }
}
