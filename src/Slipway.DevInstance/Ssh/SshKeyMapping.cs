using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Slipway.DevInstance.Projects;
using Slipway.Platform.Auth;

namespace Slipway.DevInstance.Ssh;

sealed class SshKeyMapping : IEntityTypeConfiguration<SshKey>
{
    public void Configure(EntityTypeBuilder<SshKey> builder)
    {
        builder.ToTable("SshKeys");
        builder.HasIndex(key => key.Fingerprint).IsUnique();
        builder.HasOne<User>().WithMany().HasForeignKey(key => key.UserId);
        builder.HasOne<Project>().WithMany().HasForeignKey(key => key.ProjectId);
        builder.Property(key => key.Title).HasMaxLength(200);
        builder.Property(key => key.Fingerprint).HasMaxLength(64);
    }
}
