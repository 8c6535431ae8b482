using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Slipway.PackageServer.Pool;

namespace Slipway.PackageServer.Provenance;

sealed class ProvenanceMapping : IEntityTypeConfiguration<ProvenanceRow>, IEntityTypeConfiguration<ProvenanceKeyRow>
{
    public void Configure(EntityTypeBuilder<ProvenanceRow> builder)
    {
        builder.ToTable("Provenance");
        builder.HasOne<Package>().WithOne(package => package.Provenance).HasForeignKey<ProvenanceRow>(row => row.PackageId);
    }

    public void Configure(EntityTypeBuilder<ProvenanceKeyRow> builder)
    {
        builder.ToTable("ProvenanceKeys");
        builder.HasIndex(key => key.KeyId).IsUnique();
        builder.Property(key => key.KeyId).HasMaxLength(64);
    }
}
