using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Slipway.PackageServer.Repositories;
using Slipway.Platform.Auth;

namespace Slipway.PackageServer.TrustedPublishing;

sealed class TrustedPublisherMapping
    : IEntityTypeConfiguration<TrustedPublisher>, IEntityTypeConfiguration<UsedIdToken>, IEntityTypeConfiguration<JobOriginRow>
{
    public void Configure(EntityTypeBuilder<TrustedPublisher> builder)
    {
        builder.ToTable("TrustedPublishers");
        builder.HasOne<Repository>().WithMany().HasForeignKey(publisher => publisher.RepositoryId);
        builder.Property(publisher => publisher.Issuer).HasMaxLength(300);
        builder.Property(publisher => publisher.Project).HasMaxLength(300);
        builder.Property(publisher => publisher.RefPattern).HasMaxLength(300);
        builder.Property(publisher => publisher.Environment).HasMaxLength(300);
    }

    public void Configure(EntityTypeBuilder<UsedIdToken> builder)
    {
        builder.ToTable("UsedIdTokens");
        builder.HasKey(used => used.Digest);
        builder.HasIndex(used => used.ExpiresAt);
        builder.Property(used => used.Digest).HasMaxLength(64);
    }

    public void Configure(EntityTypeBuilder<JobOriginRow> builder)
    {
        builder.ToTable("JobOrigins");
        builder.HasKey(origin => origin.TokenId);
        builder.HasOne(origin => origin.Token).WithOne().HasForeignKey<JobOriginRow>(origin => origin.TokenId).OnDelete(DeleteBehavior.Cascade);
    }
}
