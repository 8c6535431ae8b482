using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Slipway.DevInstance.Projects.Removal;

sealed class ProjectRemovalMapping : IEntityTypeConfiguration<ProjectRemoval>
{
    public void Configure(EntityTypeBuilder<ProjectRemoval> builder)
    {
        builder.ToTable("ProjectRemovals");
        builder.HasKey(removal => removal.ProjectId);
        builder.Property(removal => removal.ProjectId).ValueGeneratedNever();
        builder.Property(removal => removal.Path).HasMaxLength(130);
        builder.Property(removal => removal.By).HasMaxLength(200);
        builder.Ignore(removal => removal.Facts);
    }
}
