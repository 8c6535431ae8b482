using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Slipway.PackageServer.Signing;

sealed class SigningKeyMapping : IEntityTypeConfiguration<SigningKeyRow>
{
    public void Configure(EntityTypeBuilder<SigningKeyRow> builder)
    {
        builder.ToTable("SigningKeys");
        builder.HasIndex(key => key.Fingerprint).IsUnique();
        builder.Property(key => key.Fingerprint).HasMaxLength(64);
    }
}
