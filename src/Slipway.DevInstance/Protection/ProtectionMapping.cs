using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.Protection;

sealed class ProtectionMapping : IEntityTypeConfiguration<ProtectedRef>, IEntityTypeConfiguration<PushRules>
{
    public void Configure(EntityTypeBuilder<ProtectedRef> builder)
    {
        builder.ToTable("ProtectedRefs");
        builder.HasIndex(one => new { one.ProjectId, one.Tags, one.Pattern }).IsUnique();
        builder.HasOne<Project>().WithMany().HasForeignKey(one => one.ProjectId);
        builder.Property(one => one.Pattern).HasMaxLength(255);
        builder.Ignore(one => one.IsExact);
    }

    public void Configure(EntityTypeBuilder<PushRules> builder)
    {
        builder.ToTable("PushRules");
        builder.HasKey(rules => rules.ProjectId);
        builder.HasOne<Project>().WithOne().HasForeignKey<PushRules>(rules => rules.ProjectId);
    }
}
