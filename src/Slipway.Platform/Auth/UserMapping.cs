using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Slipway.Platform.Auth;

sealed class UserMapping : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("Users");
        builder.HasIndex(user => user.Name).IsUnique();
        builder.Property(user => user.Name).HasMaxLength(64);
        builder.Property(user => user.DisplayName).HasMaxLength(200);
        builder.Property(user => user.Email).HasMaxLength(254);
    }
}
