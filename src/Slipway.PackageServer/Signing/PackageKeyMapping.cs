using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Slipway.PackageServer.Repositories;

namespace Slipway.PackageServer.Signing;

sealed class PackageKeyMapping : IEntityTypeConfiguration<PackageKeyRow>
{
    public void Configure(EntityTypeBuilder<PackageKeyRow> builder)
    {
        builder.ToTable("PackageKeys");
        builder.HasIndex(key => new { key.RepositoryId, key.Fingerprint }).IsUnique();
        builder.Property(key => key.Fingerprint).HasMaxLength(64);
        builder.HasOne<Repository>().WithMany().HasForeignKey(key => key.RepositoryId);
    }
}
