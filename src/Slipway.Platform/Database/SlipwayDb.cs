using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Slipway.Platform.Auth;
using Slipway.Platform.Identity;

namespace Slipway.Platform.Database;

/// <summary>The one database context. Adapters derive from it for their provider and hold its migrations.</summary>
public abstract class SlipwayDb(DbContextOptions options, ModelParts parts) : DbContext(options)
{
    /// <summary>Names the set of modules whose tables these are.</summary>
    public string Parts => parts.Name;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new UserMapping());
        modelBuilder.ApplyConfiguration(new TokenMapping());
        modelBuilder.ApplyConfiguration(new IdentityKeyMapping());
        foreach (var part in parts.All)
        {
            part.Configure(modelBuilder);
        }
    }

    // SQLite can't order DateTimeOffset; UTC ticks sort the same everywhere.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();

    sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(
        instant => instant.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
