using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Platform;
using Slipway.Platform.Database;

namespace Slipway.Adapters.Sqlite;

/// <summary>The embedded default: one file in the data folder, one writer at a time.</summary>
public static class SqliteAdapter
{
    public static IServiceCollection AddSqlite(this IServiceCollection services, DataFolder data) => services
        .AddSingleton<ModelParts>()
        .AddDbContextFactory<SqliteDb>(options => Configure(options, data.Database))
        .AddSingleton<IDbContextFactory<SlipwayDb>, SqliteDbFactory>()
        .AddSingleton(_ => new WriteGate(writers: 1));

    public static void Configure(DbContextOptionsBuilder options, string file) => options
        .UseSqlite($"Data Source={file};Pooling=True;Default Timeout=30")
        .ReplaceService<IModelCacheKeyFactory, PartsModelCacheKey>()
        .AddInterceptors(new SqlitePragmas());
}
