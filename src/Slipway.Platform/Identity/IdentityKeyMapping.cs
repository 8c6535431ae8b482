using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Slipway.Platform.Identity;

sealed class IdentityKeyMapping : IEntityTypeConfiguration<IdentityKeyRow>
{
    public void Configure(EntityTypeBuilder<IdentityKeyRow> builder)
    {
        builder.ToTable("IdentityKeys");
        builder.HasIndex(key => key.KeyId).IsUnique();
        builder.Property(key => key.KeyId).HasMaxLength(64);
        builder.Property(key => key.Algorithm).HasMaxLength(16);
    }
}
