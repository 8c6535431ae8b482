using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Slipway.Platform.Auth;

sealed class TokenMapping : IEntityTypeConfiguration<Token>
{
    public void Configure(EntityTypeBuilder<Token> builder)
    {
        builder.ToTable("Tokens");
        builder.HasIndex(token => token.Hash).IsUnique();
        builder.HasIndex(token => token.ParentId);
        builder.HasOne<User>().WithMany().HasForeignKey(token => token.UserId);
        builder.Property(token => token.Name).HasMaxLength(200);
        builder.Property(token => token.Repository).HasMaxLength(200);
        builder.Property(token => token.ProjectPath).HasMaxLength(200);
        builder.Property(token => token.Origin).HasMaxLength(1000);
        builder.Property(token => token.Hash).HasMaxLength(64);
    }
}
