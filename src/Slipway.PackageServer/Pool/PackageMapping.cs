using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Slipway.PackageServer.Repositories;

namespace Slipway.PackageServer.Pool;

sealed class PackageMapping : IEntityTypeConfiguration<Package>, IEntityTypeConfiguration<SourceFileRow>
{
    const string Live = "\"YankedAt\" IS NULL";

    public void Configure(EntityTypeBuilder<Package> builder)
    {
        builder.ToTable("Packages");
        builder.Ignore(package => package.FullVersion);
        builder.HasOne<RepositoryDistribution>().WithMany().HasForeignKey(package => package.DistributionId);
        builder.HasIndex(package => new { package.DistributionId, package.Filename }).IsUnique().HasFilter(Live);
        builder.HasIndex(package => new
        {
            package.DistributionId, package.Name, package.Type, package.Architecture, package.Version, package.Release, package.Epoch,
        }).IsUnique().HasFilter(Live);
        builder.HasIndex(package => package.Sha256);
    }

    public void Configure(EntityTypeBuilder<SourceFileRow> builder)
    {
        builder.ToTable("SourceFiles");
        builder.HasOne<Package>().WithMany(package => package.SourceFiles).HasForeignKey(file => file.PackageId);
        builder.HasIndex(file => new { file.DistributionId, file.Filename });
        builder.HasIndex(file => file.Sha256);
    }
}
