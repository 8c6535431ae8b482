using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Slipway.DevInstance.Projects;

sealed class ProjectMapping : IEntityTypeConfiguration<Project>
{
    public void Configure(EntityTypeBuilder<Project> builder)
    {
        builder.ToTable("Projects");
        builder.HasIndex(project => new { project.Owner, project.Name }).IsUnique();
        builder.Property(project => project.Owner).HasMaxLength(64);
        builder.Property(project => project.Name).HasMaxLength(64);
        builder.Property(project => project.Description).HasMaxLength(2000);
        builder.Property(project => project.DefaultBranch).HasMaxLength(255);
        builder.Ignore(project => project.Path);
    }
}
