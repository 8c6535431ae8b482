using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Slipway.PackageServer.Repositories;

sealed class RepositoryMapping : IEntityTypeConfiguration<Repository>, IEntityTypeConfiguration<RepositoryDistribution>
{
    public void Configure(EntityTypeBuilder<Repository> builder)
    {
        builder.ToTable("Repositories");
        builder.HasIndex(repository => new { repository.Owner, repository.Name }).IsUnique();
        builder.Property(repository => repository.Owner).HasMaxLength(64);
        builder.Property(repository => repository.Name).HasMaxLength(64);
        builder.HasOne(repository => repository.SigningKey).WithMany().HasForeignKey(repository => repository.SigningKeyId);
    }

    public void Configure(EntityTypeBuilder<RepositoryDistribution> builder)
    {
        builder.ToTable("RepositoryDistributions");
        builder.HasIndex(distribution => new { distribution.RepositoryId, distribution.Name }).IsUnique();
        builder.Property(distribution => distribution.Name).HasMaxLength(64);
        builder.Property(distribution => distribution.Generation).IsConcurrencyToken();
        builder.HasOne<Repository>().WithMany().HasForeignKey(distribution => distribution.RepositoryId);
    }
}
