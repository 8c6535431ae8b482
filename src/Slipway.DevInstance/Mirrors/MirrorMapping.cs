using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.Mirrors;

sealed class MirrorMapping : IEntityTypeConfiguration<Mirror>
{
    public void Configure(EntityTypeBuilder<Mirror> builder)
    {
        builder.ToTable("Mirrors");
        builder.HasIndex(mirror => mirror.ProjectId);
        builder.HasIndex(mirror => new { mirror.State, mirror.NextTryAt });
        builder.HasOne<Project>().WithMany().HasForeignKey(mirror => mirror.ProjectId);
        builder.Property(mirror => mirror.Url).HasMaxLength(1000);
        builder.Property(mirror => mirror.Progress).HasMaxLength(500);
        builder.Property(mirror => mirror.LastError).HasMaxLength(2000);
    }
}
