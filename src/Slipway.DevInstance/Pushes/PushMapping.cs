using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.Pushes;

sealed class PushMapping : IEntityTypeConfiguration<Push>, IEntityTypeConfiguration<PushedRef>
{
    public void Configure(EntityTypeBuilder<Push> builder)
    {
        builder.ToTable("Pushes");
        builder.HasOne<Project>().WithMany().HasForeignKey(push => push.ProjectId);
        builder.HasMany(push => push.Refs).WithOne().HasForeignKey(pushed => pushed.PushId);
        builder.HasIndex(push => new { push.State, push.Id });
        builder.HasIndex(push => new { push.ProjectId, push.Id });
        builder.Property(push => push.By).HasMaxLength(200);
    }

    public void Configure(EntityTypeBuilder<PushedRef> builder)
    {
        builder.ToTable("PushedRefs");
        builder.Property(pushed => pushed.Ref).HasMaxLength(300);
        builder.Property(pushed => pushed.Before).HasMaxLength(64);
        builder.Property(pushed => pushed.After).HasMaxLength(64);
    }
}
