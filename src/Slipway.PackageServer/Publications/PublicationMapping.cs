using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Slipway.PackageServer.Pool;

namespace Slipway.PackageServer.Publications;

sealed class PublicationMapping :
    IEntityTypeConfiguration<IndexEntry>, IEntityTypeConfiguration<Segment>, IEntityTypeConfiguration<PublishedFile>, IEntityTypeConfiguration<Generation>
{
    public void Configure(EntityTypeBuilder<IndexEntry> builder)
    {
        builder.ToTable("IndexEntries");
        builder.HasKey(entry => new { entry.DistributionId, entry.Number });
        builder.HasOne<Package>().WithMany(package => package.Entries).HasForeignKey(entry => entry.PackageId);
        builder.HasIndex(entry => new { entry.DistributionId, entry.Key }).HasFilter("\"Key\" IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<Segment> builder)
    {
        builder.ToTable("Segments");
        builder.Ignore(segment => segment.Plain);
        builder.Ignore(segment => segment.IsOpen);
        builder.Ignore(segment => segment.Index);
        builder.HasIndex(segment => new { segment.DistributionId, segment.Kind, segment.Architecture, segment.First });
    }

    public void Configure(EntityTypeBuilder<PublishedFile> builder)
    {
        builder.ToTable("PublishedFiles");
        builder.HasIndex(file => new { file.DistributionId, file.Path, file.Since });

        // What a publication closes is found among what is current, however many generations are kept.
        builder.HasIndex(file => new { file.DistributionId, file.Path }, "IX_PublishedFiles_Current").IsUnique().HasFilter("\"Until\" IS NULL");
        builder.HasIndex(file => new { file.DistributionId, file.Sha256 });
    }

    public void Configure(EntityTypeBuilder<Generation> builder)
    {
        builder.ToTable("Generations");
        builder.HasKey(generation => new { generation.DistributionId, generation.Number });
    }
}
